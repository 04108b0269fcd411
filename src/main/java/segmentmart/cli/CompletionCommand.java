package segmentmart.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What a shell needs to complete verbs, options and their values. Needs no home. */
@Command(
        name = "completion",
        description = {
            "Print a script by which bash or zsh completes verbs, options and their values.",
            "",
            "  source <(segment-mart completion)"
        },
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        line.getOut().print(AutoComplete.bash("segment-mart", line.getParent()));
        line.getOut().flush();
        return ExitCode.OK;
    }
}
