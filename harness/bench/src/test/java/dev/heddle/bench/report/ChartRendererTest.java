package dev.heddle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ChartRendererTest {
    private static final ChartRenderer RENDERER = new ChartRenderer();

    private static final String BAR = """
            {"data": {"values": [{"a": "x", "b": 3}]}, "mark": "bar", "encoding": {
             "x": {"field": "a", "type": "nominal"}, "y": {"field": "b", "type": "quantitative"}}}
            """;

    @AfterAll
    static void close() {
        RENDERER.close();
    }

    @Test
    void aSpecIsDrawn() {
        assertThat(RENDERER.svg(plot(BAR))).startsWith("<svg").contains("mark-rect role-mark marks");
    }

    @Test
    void aSpecThatIsNoneNamesItsPlot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RENDERER.svg(plot("{}")))
                .withMessageContaining("plot some can't be drawn")
                .withMessageContaining("Invalid specification");
    }

    @Test
    void aBadSpecDoesNotSpoilTheNext() {
        assertThatIllegalArgumentException().isThrownBy(() -> RENDERER.svg(plot(BAR.replace("\"nominal\"", "\"?\""))));
        assertThat(RENDERER.svg(plot(BAR))).isEqualTo(RENDERER.svg(plot(BAR)));
    }

    private static Plot plot(String spec) {
        return new Plot(
                "some", "Some", "", List.of(), (ObjectNode) JsonMapper.shared().readTree(spec));
    }
}
