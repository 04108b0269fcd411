package segmentmart.rehearsal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.component.sql.SqlEndpoint;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.FinallyDefinition;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RemoveHeaderDefinition;
import org.apache.camel.model.RemoveHeadersDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ScriptDefinition;
import org.apache.camel.model.SetBodyDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.TransactedDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.UnmarshalDefinition;
import org.apache.camel.model.WhenDefinition;
import org.jspecify.annotations.Nullable;

/** The steps on the way of a drop that do more than a rollback takes back. For one thread. */
public final class StepsOutside {
    /** What the daemon calls within a transaction; they call others. */
    private static final List<String> BEGINNINGS =
            List.of("direct:load-clients", "direct:load-product-usage", "direct:rewrite-mart");

    /** Steps that do nothing which a rollback does not take back, given where they send to and which beans they call. */
    private static final Set<Class<?>> HARMLESS = Set.of(
            BeanDefinition.class,
            CatchDefinition.class,
            ChoiceDefinition.class,
            FilterDefinition.class,
            FinallyDefinition.class,
            LogDefinition.class,
            OtherwiseDefinition.class,
            RemoveHeaderDefinition.class,
            RemoveHeadersDefinition.class,
            ScriptDefinition.class,
            SetBodyDefinition.class,
            SetHeaderDefinition.class,
            SetPropertyDefinition.class,
            SplitDefinition.class,
            ToDefinition.class,
            TransactedDefinition.class,
            TryDefinition.class,
            UnmarshalDefinition.class,
            WhenDefinition.class);

    private final CamelContext camel;

    public StepsOutside(CamelContext camel) {
        this.camel = camel;
    }

    /** A step on the way of a drop that may do what a rollback does not take back; null if there is none. */
    @Nullable
    public String first() {
        Set<String> ahead = new LinkedHashSet<>(BEGINNINGS);
        Set<String> seen = new LinkedHashSet<>();
        while (!ahead.isEmpty()) {
            String begin = ahead.iterator().next();
            ahead.remove(begin);
            if (!seen.add(begin)) {
                continue;
            }
            RouteDefinition route = routeFrom(begin);
            if (route == null) {
                return begin + ", which is not there,";
            }
            for (ProcessorDefinition<?> step :
                    ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)) {
                if (!isHarmless(step)) {
                    return step.getShortName() + " of route " + route.getRouteId();
                }
                if (step instanceof ToDefinition to
                        && camel.getEndpoint(to.getEndpointUri()) instanceof DirectEndpoint next) {
                    ahead.add(plain(next));
                }
            }
        }
        return null;
    }

    private boolean isHarmless(ProcessorDefinition<?> step) {
        if (!HARMLESS.contains(step.getClass())) {
            return false;
        }
        if (step instanceof SplitDefinition split) {
            // Another thread has another transaction.
            return (split.getParallelProcessing() == null || "false".equals(split.getParallelProcessing()))
                    && split.getExecutorService() == null;
        }
        if (step instanceof BeanDefinition bean) {
            return bean.getRef() != null && bean.getBeanType() == null;
        }
        if (step instanceof ToDefinition to) {
            Endpoint endpoint = camel.getEndpoint(to.getEndpointUri());
            return endpoint instanceof SqlEndpoint || endpoint instanceof DirectEndpoint;
        }
        return true;
    }

    private @Nullable RouteDefinition routeFrom(String begin) {
        return camel.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions().stream()
                .filter(route -> camel.getEndpoint(route.getEndpointUrl()) instanceof DirectEndpoint direct
                        && plain(direct).equals(begin))
                .findFirst()
                .orElse(null);
    }

    private static String plain(Endpoint direct) {
        return direct.getEndpointKey().replace("://", ":").replaceAll("\\?.*", "");
    }
}
