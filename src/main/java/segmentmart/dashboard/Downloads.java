package segmentmart.dashboard;

import io.vertx.core.http.HttpServerResponse;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceUtils;
import segmentmart.database.Questions;
import segmentmart.export.Extract;
import segmentmart.export.Format;
import segmentmart.export.RowWriter;
import segmentmart.lineage.Rejects;

/**
 * Rows as files, however many: they are sent while they are read, each file on a thread of its own. Safe for many
 * threads.
 */
public final class Downloads {
    private static final Logger log = LoggerFactory.getLogger(Downloads.class);

    /** Each holds a connection for as long as its reader takes. */
    private static final int AT_A_TIME = 2;

    private static final int BUFFER_BYTES = 1 << 16;

    private final DataSource database;
    private final Semaphore free = new Semaphore(AT_A_TIME);

    /** Writes rows. */
    private interface Rows {
        void write(RowWriter writer);
    }

    public Downloads(DataSource database) {
        this.database = database;
    }

    /** Sends a relation of the mart; takes the parameters of its operation. */
    public void relation(Exchange exchange) {
        Map<String, @Nullable Object> asked = asked(exchange);
        String relation = Objects.requireNonNull((String) asked.get("relation"));
        String segment = (String) asked.get("segment");
        if (segment != null && !Extract.isBySegment(relation)) {
            throw Problem.badRequest("the rows of " + relation + " are each of no one segment: leave segment out");
        }
        send(
                exchange,
                relation,
                format(asked),
                writer -> Extract.ofOneMoment(database, extract -> extract.write(relation, segment, writer)));
    }

    /** Sends the ledger. */
    public void loadsCsv(Exchange exchange) {
        Map<String, @Nullable Object> asked = asked(exchange);
        send(
                exchange,
                "loads",
                format(asked),
                writer -> Questions.inOneMoment(
                        database, Downloads.class, questions -> questions.read("ledger", asked, writer::write)));
    }

    /** Sends the records that were set aside. */
    public void rejectsCsv(Exchange exchange) {
        Map<String, @Nullable Object> asked = asked(exchange);
        Rejects.Asked which = Answers.askedRejects(asked);
        Rejects.ofOneMoment(database, which, rejects -> {
            Answers.refuseUnknown(rejects, asked);
            return true;
        });
        send(
                exchange,
                "rejects",
                format(asked),
                writer -> Rejects.ofOneMoment(database, which, rejects -> rejects.read(writer::write)));
    }

    private static Format format(Map<String, @Nullable Object> asked) {
        return Format.valueOf(
                Objects.requireNonNull((String) asked.get("format")).toUpperCase(Locale.ROOT));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> asked(Exchange exchange) {
        return exchange.getMessage().getBody(Map.class);
    }

    private void send(Exchange exchange, String name, Format format, Rows rows) {
        refuseWithoutDatabase();
        if (!free.tryAcquire()) {
            throw new Problem(
                    503,
                    "Too much at a time",
                    AT_A_TIME + " files are being sent already: try again once one of them is complete");
        }
        Pipe pipe = new Pipe();
        HttpServerResponse response = exchange.getMessage(HttpMessage.class).getResponse();
        response.closeHandler(closed -> pipe.leave());
        Thread writer = new Thread(() -> write(name, format, rows, pipe, response), "download-" + name);
        // Nobody waits for it where the process is to end.
        writer.setDaemon(true);
        writer.start();
        Message message = exchange.getMessage();
        message.setBody(pipe.reading());
        message.setHeader(
                "Content-Type", format.isCsv() ? "text/csv; charset=utf-8" : "application/x-ndjson; charset=utf-8");
        message.setHeader("Content-Disposition", "attachment; filename=\"" + name + "." + format.ending() + "\"");
    }

    /** Once an answer has begun, it can only be broken off. */
    private void refuseWithoutDatabase() {
        DataSourceUtils.releaseConnection(DataSourceUtils.getConnection(database), database);
    }

    private void write(String name, Format format, Rows rows, Pipe pipe, HttpServerResponse response) {
        try {
            Writer out = new BufferedWriter(new OutputStreamWriter(
                    new BufferedOutputStream(pipe.writing(), BUFFER_BYTES), StandardCharsets.UTF_8));
            if (format.isCsv()) {
                out.write(RowWriter.BYTE_ORDER_MARK);
            }
            rows.write(new RowWriter(format, false, out, pipe::isGone));
            out.close();
        } catch (IOException | RuntimeException e) {
            if (!pipe.isGone()) {
                log.warn("{} was not sent to its end: {}", name, e.getMessage());
            }
            // First of all, lest somebody take half a file for a whole one.
            response.reset();
            pipe.breakOff();
        } finally {
            free.release();
        }
    }
}
