package dev.heddle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.heddle.bench.report.Browser.Screen;
import dev.heddle.bench.report.Browser.Tab;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The page in a real browser. A test that claims to catch something has a broken page beside it that it catches. */
class PageInBrowserTest {
    private static final int TAB = 9;
    private static final int SPACE = 32;

    /** WCAG 2.2, 1.4.3, for text. */
    private static final double READABLE = 4.5;

    @TempDir
    static Path folder;

    private static Path page = Path.of("");
    private static @Nullable Browser browser;

    @BeforeAll
    static void write() throws IOException {
        assumeFalse(Browser.missing(), Browser.CHROMIUM + " is absent: install Debian's chromium to run this");
        page = SyntheticReport.written().page();
        browser = Browser.start(folder.resolve("profile"));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void everyPlotIsDrawnWithoutAComplaint() throws Exception {
        try (Tab tab = open(page, Screen.DESKTOP)) {
            assertThat(undrawn(tab)).isEmpty();
            assertThat(tab.evaluate("document.querySelectorAll('[data-plot]').length")
                            .asInt())
                    .isEqualTo(20);
            assertThat(tab.complaints).isEmpty();
        }
    }

    @Test
    void aPlotThatFailsIsFoundAndKeepsItsPicture() throws Exception {
        try (Tab tab =
                open(broken("\"mark\":{\"type\":\"bar\"}", "\"mark\":{\"type\":\"no such mark\"}"), Screen.DESKTOP)) {
            assertThat(undrawn(tab)).containsExactly("memory-layers");
            assertThat(tab.complaints).isNotEmpty();
            assertThat(tab.evaluate("document.querySelector('[data-plot=memory-layers] svg.marks') !== null")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void whereScriptsAreForbiddenThePicturesStay() throws Exception {
        try (Tab tab = open(broken("script-src 'unsafe-inline'", "script-src 'none'"), Screen.DESKTOP)) {
            assertThat(undrawn(tab)).hasSize(20);
            assertThat(tab.evaluate("document.querySelectorAll('[data-plot] svg.marks').length")
                            .asInt())
                    .isEqualTo(20);
            assertThat(tab.complaints).anyMatch(line -> line.contains("Content Security Policy"));
        }
    }

    @Test
    void nothingIsAskedOfAnyNetwork() throws Exception {
        try (Tab tab = open(page, Screen.DESKTOP)) {
            assertThat(asked(tab)).isEmpty();
        }
    }

    @Test
    void aPageThatAsksANetworkIsFoundAndItsPolicyForbidsIt() throws Exception {
        String asks = "<img alt=\"\" src=\"http://127.0.0.1:9/a.png\"></main>";
        try (Tab tab = open(broken("</main>", asks), Screen.DESKTOP)) {
            assertThat(tab.complaints).anyMatch(line -> line.contains("Content Security Policy"));
        }
        Path open = broken("</main>", asks);
        Files.writeString(open, Files.readString(open).replace("img-src data:", "img-src *"));
        try (Tab tab = open(open, Screen.DESKTOP)) {
            assertThat(asked(tab)).isNotEmpty().allMatch(address -> address.startsWith("http://127.0.0.1:9/"));
        }
    }

    @Test
    void everyControlIsReachedByKeyboard() throws Exception {
        try (Tab tab = open(page, Screen.DESKTOP)) {
            assertThat(unreached(tab)).isEmpty();
        }
        try (Tab tab = open(broken("<a download=", "<a tabindex=\"-1\" download="), Screen.DESKTOP)) {
            assertThat(unreached(tab)).hasSize(20).allMatch(control -> control.startsWith("A"));
        }
    }

    @Test
    void theKeyboardChoosesContestantsInEveryPlotAndAnAxis() throws Exception {
        try (Tab tab = open(page, Screen.DESKTOP)) {
            String marks = "document.querySelectorAll('[data-plot=cpu] .mark-line path').length";
            assertThat(tab.evaluate(marks).asInt()).isEqualTo(3);
            tab.evaluate("document.querySelector('#who input').focus()");
            tab.press(" ", SPACE);
            assertThat(tab.evaluate(later(marks + " === 2")).asBoolean()).isTrue();

            String ticks =
                    "[...document.querySelectorAll('[data-plot=cpu] .role-axis-label')].map((t) => t.textContent).join()";
            String linear = tab.evaluate(ticks).asString();
            tab.evaluate("document.querySelector('#plot-cpu button').focus()");
            tab.press(" ", SPACE);
            assertThat(tab.evaluate(later(
                                    "document.querySelector('#plot-cpu button').getAttribute('aria-pressed') === 'true'"
                                            + " && drawing === 0 && " + ticks + " !== '" + linear + "'"))
                            .asBoolean())
                    .isTrue();
            assertThat(tab.evaluate(marks).asInt()).isEqualTo(2);
            assertThat(tab.complaints).isEmpty();
        }
    }

    @Test
    void aPhoneShowsTheAnswerFirstAndNothingSticksOut() throws Exception {
        try (Tab tab = open(page, Screen.PHONE)) {
            assertThat(sideways(tab)).isZero();
            assertThat(tab.evaluate(
                                    "[...document.querySelectorAll('#answer dt')].at(-1).getBoundingClientRect().bottom < innerHeight")
                            .asBoolean())
                    .isTrue();
        }
        try (Tab tab = open(broken("</main>", "<p style=\"width: 60rem\">wide</p></main>"), Screen.PHONE)) {
            assertThat(sideways(tab)).isPositive();
        }
    }

    @Test
    void theFirstScreenOfADesktopHoldsTheThreeSentences() throws Exception {
        try (Tab tab = open(page, Screen.DESKTOP)) {
            assertThat(tab.evaluate("document.querySelectorAll('#answer dd').length")
                            .asInt())
                    .isEqualTo(3);
            assertThat(tab.evaluate("document.querySelector('#answer').getBoundingClientRect().bottom < innerHeight")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void textIsReadableInLightAndDark() throws Exception {
        for (String scheme : List.of("light", "dark")) {
            try (Tab tab = open(page, new Screen(1280, 900, scheme))) {
                assertThat(contrast(tab)).as(scheme).isGreaterThanOrEqualTo(READABLE);
            }
        }
        Path dark = broken("--text: #e6e9ec", "--text: #40454a");
        try (Tab tab = open(dark, new Screen(1280, 900, "dark"))) {
            assertThat(contrast(tab)).isLessThan(READABLE);
        }
    }

    @Test
    void printIsBlackOnWhiteWithoutControlsAndWithALegend() throws Exception {
        try (Tab tab = open(page, new Screen(1280, 900, "dark"))) {
            assertThat(shown(tab, "#who")).isTrue();
            assertThat(shown(tab, ".key")).isFalse();
            tab.media("print", "dark");
            assertThat(shown(tab, "#who")).isFalse();
            assertThat(shown(tab, ".tools button")).isFalse();
            assertThat(shown(tab, ".key")).isTrue();
            assertThat(shown(tab, "#answer")).isTrue();
            assertThat(tab.evaluate("getComputedStyle(document.body).color").asString())
                    .isEqualTo("rgb(0, 0, 0)");
            assertThat(contrast(tab)).isGreaterThanOrEqualTo(READABLE);
        }
    }

    @Test
    void everyPlotHasWordsAndGivesItsDataAsCsv() throws Exception {
        try (Tab tab = open(page, Screen.DESKTOP)) {
            JsonNode links = tab.evaluate("""
                    [...document.querySelectorAll('figure')].map((figure) => ({
                      file: figure.querySelector('a[download]').download,
                      address: figure.querySelector('a[download]').href,
                      words: figure.querySelector('[data-plot]').getAttribute('aria-label'),
                    }))""");
            assertThat(links.size()).isEqualTo(20);
            for (JsonNode link : links) {
                String name = link.required("file").asString();
                String csv = URLDecoder.decode(
                        link.required("address").asString().replaceFirst("^data:text/csv;charset=utf-8,", ""),
                        StandardCharsets.UTF_8);
                assertThat(csv)
                        .isEqualTo(Files.readString(page.resolveSibling("plots").resolve(name)));
                assertThat(csv.lines().count()).isGreaterThan(3);
                assertThat(link.required("words").asString()).contains("vertx-loop");
            }
        }
    }

    private static Tab open(Path page, Screen screen) throws Exception {
        if (browser == null) {
            throw new IllegalStateException("no browser was started");
        }
        return browser.open(page, screen);
    }

    /** The page with something changed everywhere; a change that changes nothing would prove nothing. */
    private static Path broken(String what, String into) throws IOException {
        String whole = Files.readString(page);
        assertThat(whole).contains(what);
        return Files.writeString(Files.createTempFile(folder, "broken", ".html"), whole.replace(what, into));
    }

    private static List<String> undrawn(Tab tab) throws Exception {
        return strings(tab.evaluate("""
                [...document.querySelectorAll('[data-plot]')]
                    .filter((plot) => plot.dataset.drawn !== 'interactive' || !plot.querySelector('svg.marks .role-mark path'))
                    .map((plot) => plot.dataset.plot)"""));
    }

    /** What the page asked for, as the browser's network log and the page's own performance entries have it. */
    private static List<String> asked(Tab tab) throws Exception {
        List<String> asked = new ArrayList<>(tab.requests);
        asked.addAll(strings(tab.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")));
        asked.removeIf(
                address -> address.startsWith("file:") && address.endsWith(".html") || address.startsWith("data:"));
        return asked;
    }

    /** Tabs through the whole page; what can be used and never had the focus. */
    private static List<String> unreached(Tab tab) throws Exception {
        tab.evaluate("""
                controls = [...document.querySelectorAll('a, button, input, summary, [role=region]')];
                controls.forEach((control) => { control.addEventListener('focus', () => { control.reached = true; }); });
                document.body.focus(); controls.length""");
        int controls = tab.evaluate("controls.length").asInt();
        for (int i = 0; i < controls + 20; i++) {
            tab.press("Tab", TAB);
        }
        return strings(tab.evaluate("controls.filter((control) => !control.reached && control.checkVisibility())"
                + ".map((control) => control.tagName + ' ' + control.textContent.slice(0, 40))"));
    }

    /** How many pixels the page is wider than its screen. */
    private static int sideways(Tab tab) throws Exception {
        return tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                .asInt();
    }

    private static boolean shown(Tab tab, String selector) throws Exception {
        return tab.evaluate("document.querySelector('" + selector + "').checkVisibility()")
                .asBoolean();
    }

    /** The least contrast of any text with what is behind it (WCAG's ratio of relative luminances). */
    private static double contrast(Tab tab) throws Exception {
        return tab.evaluate("""
                (() => {
                  const rgb = (colour) => colour.match(/[\\d.]+/g).map(Number);
                  const light = (colour) => rgb(colour).slice(0, 3)
                      .map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
                      .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
                  const behind = (element) => {
                    for (let e = element; e; e = e.parentElement) {
                      const colour = getComputedStyle(e).backgroundColor;
                      if (rgb(colour)[3] !== 0) return colour;
                    }
                    return 'rgb(255, 255, 255)';
                  };
                  const text = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
                  const set = (e) => e.namespaceURI.endsWith('svg') ? getComputedStyle(e).fill : getComputedStyle(e).color;
                  return Math.min(...[...document.querySelectorAll('body *')]
                      .filter((e) => text(e) && e.checkVisibility() && !e.closest('script, title'))
                      .map((e) => {
                        const [a, b] = [light(set(e)), light(behind(e))];
                        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                      }));
                })()""").asDouble();
    }

    private static String later(String condition) {
        return """
                new Promise((done) => {
                  let looks = 0;
                  const look = () => (%s) ? done(true) : ++looks > 200 ? done(false) : setTimeout(look, 50);
                  look();
                })""".formatted(condition);
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
