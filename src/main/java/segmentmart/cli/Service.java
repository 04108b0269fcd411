package segmentmart.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import segmentmart.daemon.Setting;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.database.Unreachable;
import segmentmart.http.Front;
import segmentmart.http.Health;
import segmentmart.http.Meters;
import segmentmart.tuning.Tuning;

/** A daemon and what is told of it over HTTP, which begins before it and ends after it. */
final class Service implements AutoCloseable {
    private final Settings settings;
    private final Health health = new Health();
    private final Meters meters = new Meters();
    private final @Nullable Front front;
    private @Nullable Tuning tuning;

    /**
     * Opens the port.
     *
     * @param anyPort whether another one will do where the port of the settings is taken
     */
    Service(Settings settings, boolean anyPort) {
        this.settings = settings;
        this.front = settings.isOn(Setting.HTTP_ENABLED) ? open(anyPort) : null;
    }

    private Front open(boolean anyPort) {
        try {
            return Front.open(settings, settings.count(Setting.HTTP_PORT), health, meters);
        } catch (Front.PortTaken e) {
            if (anyPort) {
                return openAny();
            }
            throw new Refusal(ExitCode.SETTINGS, String.valueOf(e.getMessage()));
        }
    }

    private Front openAny() {
        try {
            return Front.open(settings, 0, health, meters);
        } catch (Front.PortTaken e) {
            throw new Refusal(ExitCode.SETTINGS, String.valueOf(e.getMessage()));
        }
    }

    /** Where the dashboard is, for people. */
    String address() {
        return front == null ? "no HTTP" : front.address();
    }

    /** Says to those who ask for its health why the daemon has not begun. */
    void waitsFor(String reason) {
        health.waitsFor(reason);
    }

    /** Starts the daemon on a database that is there; it may be gone before that is done. */
    Tuning begin(Database database) throws IOException, Unreachable {
        Tuning begun = Tuning.start(settings, database, System.getenv(), meters.registry());
        database.measure(meters.registry());
        tuning = begun;
        meters.watch(begun);
        health.answersFor(begun);
        if (front != null) {
            front.answersFor(database, begun);
        }
        return begun;
    }

    /** Ends the daemon in order, then HTTP. */
    @Override
    public void close() {
        health.answersFor(null);
        if (tuning != null) {
            tuning.close();
        }
        if (front != null) {
            front.close();
        }
        meters.close();
    }
}
