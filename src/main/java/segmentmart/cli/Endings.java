package segmentmart.cli;

import static java.util.Map.entry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How each verb can end: the exit codes that its help lists, in the words of the help at the top. */
final class Endings {
    /** How any verb can: done, unforeseen, wrong usage, out of memory. */
    private static final Set<Integer> OF_ALL = Set.of(0, 1, 2, 3);

    /** How else the verbs can; one that is not here, in all ways there are. */
    private static final Map<String, Set<Integer>> BESIDES = Map.ofEntries(
            entry("run", Set.of(ExitCode.NO_DATABASE, ExitCode.SETTINGS, ExitCode.HOME_IN_USE)),
            entry("load", Set.of(ExitCode.NO_DATABASE, ExitCode.SETTINGS, ExitCode.FILES, ExitCode.DROP_FAILED)),
            entry("check", Set.of(ExitCode.NO_DATABASE, ExitCode.SETTINGS, ExitCode.FILES, ExitCode.DROP_FAILED)),
            entry("plan", Set.of(ExitCode.NO_DATABASE, ExitCode.SETTINGS, ExitCode.FILES, ExitCode.DROP_FAILED)),
            entry(
                    "retract",
                    Set.of(
                            ExitCode.NO_DATABASE,
                            ExitCode.SETTINGS,
                            ExitCode.DROP_FAILED,
                            ExitCode.NOT_FOUND,
                            ExitCode.NOT_IN_FORCE)),
            entry("generate", Set.of(ExitCode.SETTINGS, ExitCode.FILES)),
            entry("refresh", Set.of(ExitCode.NO_DATABASE, ExitCode.SETTINGS, ExitCode.DROP_FAILED)),
            entry("status", Set.of(ExitCode.NO_DATABASE, ExitCode.SETTINGS)),
            entry("rejects", Set.of(ExitCode.NO_DATABASE, ExitCode.SETTINGS, ExitCode.FILES, ExitCode.NOT_FOUND)),
            entry("report", Set.of(ExitCode.NO_DATABASE, ExitCode.SETTINGS, ExitCode.FILES)),
            entry("export", Set.of(ExitCode.NO_DATABASE, ExitCode.SETTINGS, ExitCode.FILES, ExitCode.NOT_FOUND)),
            entry("explain", Set.of(ExitCode.NO_DATABASE, ExitCode.SETTINGS, ExitCode.NOT_FOUND)),
            entry("init-roles", Set.of(ExitCode.NO_DATABASE, ExitCode.SETTINGS)),
            entry("uninstall", Set.of(ExitCode.NO_DATABASE, ExitCode.SETTINGS, ExitCode.OBSTRUCTED)),
            entry("demo", Set.of(ExitCode.NO_DATABASE, ExitCode.SETTINGS, ExitCode.HOME_IN_USE, ExitCode.FILES)),
            entry("selftest", Set.of(ExitCode.SETTINGS, ExitCode.SELFTEST_FAILED)),
            entry("version", Set.of(ExitCode.SETTINGS)),
            entry("completion", Set.of()),
            entry("help", Set.of()));

    private Endings() {}

    /** Has the help of every verb, and of what is below it, list them. */
    static void tellIn(CommandLine top) {
        UsageMessageSpec words = top.getCommandSpec().usageMessage();
        top.getSubcommands().forEach((verb, command) -> tellIn(command, words, BESIDES.get(verb)));
    }

    private static void tellIn(CommandLine command, UsageMessageSpec words, @Nullable Set<Integer> besides) {
        Map<String, String> told = new LinkedHashMap<>(words.exitCodeList());
        told.keySet().removeIf(code -> {
            int ending = Integer.parseInt(code);
            return besides != null && !OF_ALL.contains(ending) && !besides.contains(ending);
        });
        command.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading(words.exitCodeListHeading())
                .exitCodeList(told);
        command.getSubcommands().values().forEach(below -> tellIn(below, words, besides));
    }
}
