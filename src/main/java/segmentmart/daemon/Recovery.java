package segmentmart.daemon;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import segmentmart.intake.Filing;
import segmentmart.intake.InboxFiles;
import segmentmart.intake.RejectFile;
import segmentmart.intake.Stamp;
import segmentmart.staging.Ledger;

/**
 * Ends what a killed process or a lost connection left half done between ledger and inbox. What lies in the inbox is
 * not its business: that is judged afresh anyway. Safe beside other daemons, whose work under way is younger.
 */
public final class Recovery {
    private final Path inbox;
    private final Ledger ledger;
    private final RejectFile rejectFile;
    private final Filing filing;
    private final Duration age;

    /**
     * Recovery of one inbox.
     *
     * @param age of what is taken for abandoned
     */
    Recovery(Path inbox, Ledger ledger, RejectFile rejectFile, Filing filing, Duration age) {
        this.inbox = inbox;
        this.ledger = ledger;
        this.rejectFile = rejectFile;
        this.filing = filing;
        this.age = age;
    }

    /** Ends reject files, then moves; then notes which files have left the inbox. */
    public void tidy() throws IOException {
        rejectFile.settle();
        filing.tidy(age, ledger::isUnfiledEnd);
        for (Ledger.Unfiled unfiled : ledger.unfiled(age)) {
            // A share that is not mounted is empty, too; but no file has ever left it.
            if (filing.hasMoved() && hasLeft(unfiled)) {
                ledger.markFiled(unfiled.loadId());
            }
        }
        ledger.forgetWaiting(InboxFiles.waitingIn(inbox));
    }

    private boolean hasLeft(Ledger.Unfiled unfiled) throws IOException {
        if (filing.isOnItsWay(unfiled.dropName())) {
            return false;
        }
        try {
            return !Stamp.of(inbox.resolve(unfiled.dropName())).equals(unfiled.stamp());
        } catch (NoSuchFileException e) {
            return true;
        }
    }
}
