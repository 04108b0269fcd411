package segmentmart.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Runs the verb that was asked for, and makes sure that nothing said before it or by it is lost. */
final class Execution implements IExecutionStrategy {
    @Override
    public int execute(ParseResult parsed) {
        for (ParseResult at = parsed; at.hasSubcommand(); at = at.subcommand()) {
            if (!at.matchedArgs().isEmpty()) {
                CommandLine command = at.commandSpec().commandLine();
                throw new ParameterException(
                        command,
                        "what stands before " + at.subcommand().commandSpec().name()
                                + " would be lost: put it behind that");
            }
        }
        int code = new RunLast().execute(parsed);
        // It keeps to itself that it failed.
        return code == ExitCode.OK && System.out.checkError() ? StandardOutput.failed("") : code;
    }
}
