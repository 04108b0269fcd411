package segmentmart.dashboard;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Answers a request that failed with why, as problem+json. Safe for many threads. */
public final class Problems {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    /** Answers for what a route threw. */
    public void answer(Exchange exchange) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Problem problem = of(thrown);
        if (problem.status() == 500) {
            log.error("{} failed", exchange.getFromRouteId(), thrown);
        }
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, problem.status());
        message.setHeader("Content-Type", Problem.CONTENT_TYPE);
        message.setHeader("Cache-Control", "no-store");
        if (problem.status() == 503) {
            message.setHeader("Retry-After", "5");
        }
        message.setBody(problem.json());
    }

    private static Problem of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem;
            }
            if (cause instanceof QueryTimeoutException) {
                return new Problem(
                        503,
                        "It takes too long",
                        "the database did not answer in time: ask for less, or try again later");
            }
            if (cause instanceof DataAccessResourceFailureException
                    || cause instanceof TransientDataAccessException
                    || cause instanceof CannotCreateTransactionException) {
                return new Problem(
                        503,
                        "The database is away",
                        "the database cannot be asked now, see /health/ready; the answer comes once it is back");
            }
        }
        return new Problem(500, "An error nobody foresaw", "this is an error of the product: its log says more");
    }
}
