package dev.heddle.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Reads text on the class path: this package's own files, and the scripts of the webjars. */
final class Resources {
    private Resources() {}

    /** Reads a file beside this class. */
    static String own(String name) {
        return read(name);
    }

    /** Reads the minified script of a webjar, in the version on the class path. Its source map's address is left out. */
    static String webjar(String name) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(read("/META-INF/maven/org.webjars/" + name + "/pom.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = properties.getProperty("version");
        String script = read("/META-INF/resources/webjars/" + name + "/" + version + "/" + name + ".min.js");
        return script.replaceAll("(?m)^//# sourceMappingURL=.*$", "");
    }

    private static String read(String name) {
        try (InputStream in = Resources.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        name + " is not on the class path: the build is incomplete; build again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
