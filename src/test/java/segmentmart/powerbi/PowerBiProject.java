package segmentmart.powerbi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Power BI project: what is wrong with it, a sentence each. */
final class PowerBiProject {
    /** As it lies in the source tree. */
    static final Path SHIPPED = Path.of("src", "powerbi");

    private PowerBiProject() {}

    static List<String> problems(Path project) throws IOException {
        PowerBiModel model = new PowerBiModel(project);
        PowerBiReport report = new PowerBiReport(project, model);
        return Stream.concat(model.problems.stream(), report.problems.stream()).toList();
    }
}
