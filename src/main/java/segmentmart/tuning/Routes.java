package segmentmart.tuning;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import segmentmart.daemon.Product;
import segmentmart.daemon.RoutesWrong;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.database.Unreachable;

/**
 * Which routes are to run on a home.
 *
 * @param settings over the folder that they lie in, a copy
 * @param revision that is
 * @param refused why those in {@code routes/} are not; null if they are
 * @param judged what lay in {@code routes/} then; null where it could not be tried yet
 */
record Routes(
        Settings settings,
        Revision revision,
        @Nullable String refused,
        @Nullable Revision judged) {
    private static final Logger log = LoggerFactory.getLogger(Routes.class);

    /**
     * Those in {@code routes/} if they are known to run or a trial finds nothing wrong with them, else the last that ran.
     *
     * @throws RoutesWrong if none did
     * @throws Unreachable if none did and the database did not last
     */
    static Routes choose(Settings onDisk, Database database) throws IOException, Unreachable {
        Revisions revisions = new Revisions(onDisk.home());
        Revision saved = Revision.read(onDisk.home().routes());
        Revisions.InForce last = revisions.inForce();
        boolean sameProduct = last != null && last.product().equals(Product.version());
        if (last != null && sameProduct && last.revision().equals(saved)) {
            revisions.refuse(null);
            return new Routes(onDisk.over(last.folder()), saved, null, saved);
        }
        Settings onTrial = onDisk.over(revisions.copy(saved));
        String told;
        Revision judged = saved;
        try {
            told = told(new Trial(onTrial, saved, last == null ? null : last.revision()).flaws(database));
        } catch (Trial.NotNow e) {
            if (last == null || !sameProduct) {
                throw new Unreachable("the routes could not be tried: " + e.getMessage(), e);
            }
            told = "what is saved could not be tried yet: " + e.getMessage();
            judged = null;
        }
        if (told.isEmpty()) {
            revisions.putInForce(saved, Product.version());
            return new Routes(onTrial, saved, null, saved);
        }
        if (last == null || (!sameProduct && !canRun(onDisk, last, database))) {
            throw new RoutesWrong(onDisk.home().routes(), told);
        }
        revisions.refuse(told);
        log.error("routes: what is saved cannot run, what ran last does: {}", told.replace("\n", "; "));
        return new Routes(onDisk.over(last.folder()), last.revision(), told, judged);
    }

    /** Whether what ran under another version of the product can run under this one. */
    private static boolean canRun(Settings onDisk, Revisions.InForce last, Database database)
            throws IOException, Unreachable {
        try {
            return new Trial(onDisk.over(last.folder()), last.revision(), null)
                    .flaws(database)
                    .isEmpty();
        } catch (Trial.NotNow e) {
            throw new Unreachable("the routes could not be tried: " + e.getMessage(), e);
        }
    }

    /** Flaws for people, a line each; empty where there are none. */
    static String told(List<Flaw> flaws) {
        return flaws.stream().map(Flaw::toString).collect(Collectors.joining("\n"));
    }
}
