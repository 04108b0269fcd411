package segmentmart.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.web.handler.AuthenticationHandler;
import io.vertx.ext.web.handler.BasicAuthHandler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig.AuthenticationConfigEntry;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig.AuthenticationHandlerFactory;
import org.apache.commons.codec.digest.DigestUtils;

/** Lets one user in; how long that takes to tell says nothing of the password. Safe for many threads. */
final class OneUser implements AuthenticationProvider {
    private final byte[] expected;

    private OneUser(byte[] expected) {
        this.expected = expected;
    }

    /** Basic authentication, on all paths, of nobody else. */
    static AuthenticationConfig alone(String user, String password) {
        byte[] expected = digest(user, password);
        AuthenticationConfigEntry entry = new AuthenticationConfigEntry();
        entry.setPath("/*");
        entry.setAuthenticationProviderFactory(vertx -> new OneUser(expected));
        entry.setAuthenticationHandlerFactory(new AuthenticationHandlerFactory() {
            @Override
            public <T extends AuthenticationProvider> AuthenticationHandler createAuthenticationHandler(T provider) {
                return BasicAuthHandler.create(provider, "Segment Mart");
            }
        });
        AuthenticationConfig config = new AuthenticationConfig(List.of(entry));
        config.setEnabled(true);
        return config;
    }

    private static byte[] digest(String user, String password) {
        return DigestUtils.sha256((user + '\0' + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    @SuppressWarnings("deprecation") // what Vert.x 4 calls in the end
    public void authenticate(JsonObject credentials, Handler<AsyncResult<User>> handler) {
        String user = credentials.getString("username", "");
        boolean known = MessageDigest.isEqual(expected, digest(user, credentials.getString("password", "")));
        handler.handle(
                known
                        ? Future.succeededFuture(User.fromName(user))
                        : Future.failedFuture("unknown user or wrong password"));
    }
}
