package segmentmart.tuning;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import segmentmart.daemon.Product;
import segmentmart.daemon.RoutesWrong;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.database.Unreachable;

/**
 * Which routes are to run on a home.
 *
 * @param settings over the folder that they lie in, a copy, with the properties that lie there
 * @param revision that is
 * @param refused that those in {@code routes/} are not, and why; null if they are
 * @param judged what lay in {@code routes/} then; null where it could not be tried yet
 * @param before what ran last, should these not start all the same; null where nothing else did
 */
record Routes(
        Settings settings,
        Revision revision,
        @Nullable String refused,
        @Nullable Revision judged,
        @Nullable Routes before) {

    /**
     * Those in {@code routes/} if they are known to run or a trial finds nothing wrong with them, else the last that ran.
     *
     * @param environment of the process, for the settings
     * @throws RoutesWrong if none did
     * @throws Unreachable if none did and the database did not last
     */
    static Routes choose(Settings onDisk, Map<String, String> environment, Database database)
            throws IOException, Unreachable {
        Revisions revisions = new Revisions(onDisk.home());
        Revision saved = Revision.read(onDisk.home().routes());
        Revisions.InForce last = revisions.inForce();
        Routes before = last == null
                ? null
                : new Routes(tuned(onDisk, last.folder(), environment), last.revision(), null, saved, null);
        boolean sameProduct = last != null && last.product().equals(Product.version());
        if (before != null && sameProduct && before.revision().equals(saved)) {
            return before;
        }
        String told;
        try {
            Path copy = revisions.onTrial(saved);
            Settings.read(onDisk.home(), copy, environment);
            Settings onTrial = onDisk.over(copy);
            told = told(new Trial(onTrial, saved, before == null ? null : before.revision()).flaws(database));
        } catch (Settings.Wrong e) {
            told = String.valueOf(e.getMessage());
        } catch (Trial.NotNow e) {
            if (before == null || !sameProduct) {
                throw new Unreachable("the routes could not be tried: " + e.getMessage(), e);
            }
            return before.instead(untried(String.valueOf(e.getMessage())), null);
        }
        if (told.isEmpty()) {
            Settings settings = tuned(onDisk, revisions.copy(saved), environment);
            return new Routes(settings, saved, null, saved, before);
        }
        if (before == null || (!sameProduct && !canRun(before, database))) {
            throw new RoutesWrong(onDisk.home().routes(), told);
        }
        return before.instead(cannotRun(told), saved);
    }

    /** The settings as the properties of a copy and the environment have them, as far as they count while running. */
    private static Settings tuned(Settings onDisk, Path copy, Map<String, String> environment) throws IOException {
        try {
            return Settings.read(onDisk.home(), copy, environment).tunedFrom(onDisk);
        } catch (Settings.Wrong e) {
            // They were right when they were copied; another version of the product may know others.
            return onDisk.over(copy);
        }
    }

    /** Whether what ran under another version of the product can run under this one. */
    private static boolean canRun(Routes before, Database database) throws IOException, Unreachable {
        try {
            return new Trial(before.settings(), before.revision(), null)
                    .flaws(database)
                    .isEmpty();
        } catch (Trial.NotNow e) {
            throw new Unreachable("the routes could not be tried: " + e.getMessage(), e);
        }
    }

    /** These, which ran last, in place of others that cannot run. */
    Routes instead(String whyNot, @Nullable Revision ofThose) {
        return new Routes(settings, revision, whyNot, ofThose, null);
    }

    static String cannotRun(String why) {
        return "what is saved cannot run, what ran before does: " + why;
    }

    static String untried(String why) {
        return "what is saved could not be tried yet, it is tried again: " + why;
    }

    /** Flaws for people, a line each; empty where there are none. */
    static String told(List<Flaw> flaws) {
        return flaws.stream().map(Flaw::toString).collect(Collectors.joining("\n"));
    }
}
