package segmentmart.tuning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.FailedToCreateRouteException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import segmentmart.daemon.Daemon;
import segmentmart.daemon.RoutesWrong;
import segmentmart.daemon.Setting;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.intake.Cause;
import segmentmart.intake.Fault;
import segmentmart.staging.Ledger;

/**
 * Tries a revision aside: its files read, its routes built in a Camel of their own that takes no drop, its SQL prepared
 * against the database, a new rule run in full. Nothing of it stays. For one thread.
 */
final class Trial {
    /** The segmentation rule, relative to the routes. */
    static final String RULE = "sql/client_segments.sql";

    private static final Logger log = LoggerFactory.getLogger(Trial.class);
    private static final Pattern PLACE = Pattern.compile("in file:\\S*?([^/\\s]+\\.camel\\.yaml), line (\\d+)");
    /** SQLSTATE classes of deadlocks, locks that are not to be had, and statements that were broken off. */
    private static final List<String> CONFLICTS = List.of("40", "55", "57");

    private static final int CONNECTIONS = 3;

    private final Settings settings;
    private final Revision revision;
    private final @Nullable Revision running;
    private final Suspects suspects;

    /**
     * A trial.
     *
     * @param settings over a folder with the files of the revision
     * @param running what is in force; null where nothing is
     */
    Trial(Settings settings, Revision revision, @Nullable Revision running) {
        this.settings = settings;
        this.revision = revision;
        this.running = running;
        this.suspects = new Suspects(revision, running);
    }

    /** The trial could not be made now; that says nothing of the revision. */
    static final class NotNow extends Exception {
        private static final long serialVersionUID = 1L;

        NotNow(Throwable cause) {
            super(Cause.describe(cause, null), cause);
        }
    }

    /** Whether a failure is about the database, a lock, or somebody who broke a statement off, not about what is tried. */
    static boolean saysNothing(Throwable failure) {
        if (Fault.of(failure) == Fault.DATABASE) {
            return true;
        }
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && sql.getSQLState() != null) {
                return CONFLICTS.stream().anyMatch(sql.getSQLState()::startsWith);
            }
        }
        return false;
    }

    /** What is wrong with the revision; nothing if it can run. */
    List<Flaw> flaws(Database database) throws IOException, NotNow {
        Map<String, String> fileOfRoute = new TreeMap<>();
        List<Flaw> flaws = readFiles(fileOfRoute);
        if (!flaws.isEmpty()) {
            return flaws;
        }
        Path scratch = Files.createTempDirectory("segment-mart-trial");
        Settings onTrial = settings.with(Setting.INBOX_DIR, scratch.toString()).with(Setting.INBOX_ENCODING, "auto");
        // Connections of its own: what is being loaded keeps those of the pool.
        try (Database own = database.other(CONNECTIONS);
                Daemon aside = Daemon.aside(onTrial, own)) {
            flaws.addAll(new SqlTrial(own, settings).flaws(aside.context()));
            boolean ruleIsNew = running == null || !revision.hasSameFile(RULE, running);
            if (flaws.isEmpty() && ruleIsNew) {
                log.info("routes: the rule is run on all clients, aside");
                flaws.addAll(new RuleTrial(own, settings).flaws());
            }
            // On a new base no numbers are spent.
            if (flaws.isEmpty() && (running != null || isInUse(own))) {
                flaws.addAll(new DryRun(settings, own, aside, scratch, suspects).flaws(!ruleIsNew));
            }
        } catch (RoutesWrong e) {
            flaws.add(flaw(e, fileOfRoute));
        } finally {
            Revisions.delete(scratch);
        }
        return flaws;
    }

    private static boolean isInUse(Database database) throws NotNow {
        try {
            return new Ledger(database.pool()).lastLoadId() > 0;
        } catch (DataAccessException e) {
            throw new NotNow(e);
        }
    }

    private List<Flaw> readFiles(Map<String, String> fileOfRoute) {
        List<Flaw> flaws = new ArrayList<>();
        List<RouteFile> files = new ArrayList<>();
        revision.files().forEach((name, content) -> {
            if (!RouteFile.isText(content)) {
                flaws.add(new Flaw(inRoutes(name), 0, "is not UTF-8 text; save it as that"));
            } else if (name.endsWith(".yaml")) {
                try {
                    files.add(RouteFile.read(inRoutes(name), content));
                } catch (RouteFile.Unreadable e) {
                    flaws.add(e.flaw());
                }
            }
        });
        if (files.isEmpty() && flaws.isEmpty()) {
            flaws.add(new Flaw("routes", 0, "there is no route in it at all; put the files back"));
        } else if (!revision.files().containsKey("application.properties")) {
            flaws.add(new Flaw("routes/application.properties", 0, "is not there; put it back"));
        }
        Set<String> configurations = all(files, RouteFile.Role.CONFIGURATION);
        Set<String> beginnings = all(files, RouteFile.Role.BEGINNING);
        for (RouteFile file : files) {
            for (RouteFile.Mention mention : file.mentions()) {
                String fact = switch (mention.role()) {
                    case ROUTE -> twice(fileOfRoute.putIfAbsent(mention.what(), file.name()), mention.what());
                    case CONFIGURED_BY ->
                        configurations.contains(mention.what())
                                ? null
                                : "there is no routeConfiguration " + mention.what()
                                        + "; put its file back, or see its name";
                    case STATEMENT ->
                        revision.files().containsKey(mention.what())
                                ? null
                                : "it runs " + inRoutes(mention.what()) + ", which is not there; put it back";
                    // Where a route was taken away, health says so; a file that was edited names what is there.
                    case CALL ->
                        beginnings.contains(mention.what()) || isAsItRuns(file)
                                ? null
                                : "it calls " + mention.what() + ", but no route begins with that; see its name";
                    case BEGINNING, CONFIGURATION -> null;
                };
                if (fact != null) {
                    flaws.add(new Flaw(file.name(), mention.line(), fact));
                }
            }
        }
        return flaws;
    }

    private static Set<String> all(List<RouteFile> files, RouteFile.Role role) {
        return files.stream()
                .flatMap(file -> file.all(role).stream())
                .map(RouteFile.Mention::what)
                .collect(Collectors.toSet());
    }

    private static @Nullable String twice(@Nullable String other, String route) {
        return other == null
                ? null
                : "route " + route + " is in " + other + " too; remove one of them, or give it another id";
    }

    private boolean isAsItRuns(RouteFile file) {
        return running != null && revision.hasSameFile(file.name().substring("routes/".length()), running);
    }

    static String inRoutes(String name) {
        return "routes/" + name;
    }

    /** What Camel said when the routes were built, with the place that it names, or the likeliest one. */
    private Flaw flaw(RoutesWrong failure, Map<String, String> fileOfRoute) {
        for (Throwable at = failure.getCause(); at != null; at = at.getCause()) {
            Matcher place = PLACE.matcher(String.valueOf(at.getMessage()));
            if (place.find()) {
                String fact = String.valueOf(at.getMessage())
                        .lines()
                        .findFirst()
                        .orElse("")
                        .strip();
                return new Flaw(
                        inRoutes(place.group(1)),
                        Integer.parseInt(place.group(2)),
                        fact + "; see Camel's YAML DSL for what may stand here");
            }
            if (at instanceof FailedToCreateRouteException route && route.getRouteId() != null) {
                String file = fileOfRoute.getOrDefault(route.getRouteId(), "routes");
                return suspects.flaw(List.of(file), "route " + route.getRouteId() + " cannot be built", failure.fact());
            }
        }
        return new Flaw("routes", 0, failure.fact());
    }
}
