package dev.heddle.switching;

/** Holds the options that a benchmark's fork must have. They stand in its {@code @Fork}, so that no caller can forget them. */
final class JvmArgs {
    /** Allows native calls, which affinity and counters need. */
    static final String NATIVE = "--enable-native-access=ALL-UNNAMED";

    private static final String SCHEDULER = "jdk.virtualThreadScheduler.";

    static final String PARALLELISM = SCHEDULER + "parallelism";
    static final String MAX_POOL_SIZE = SCHEDULER + "maxPoolSize";

    static final String PARALLELISM_1 = "-D" + PARALLELISM + "=1";
    static final String MAX_POOL_SIZE_1 = "-D" + MAX_POOL_SIZE + "=1";
    static final String PARALLELISM_2 = "-D" + PARALLELISM + "=2";
    static final String MAX_POOL_SIZE_2 = "-D" + MAX_POOL_SIZE + "=2";

    private JvmArgs() {}

    /**
     * Checks that the fork got them.
     *
     * @throws IllegalStateException if it didn't: {@code -jvmArgsAppend} on JMH's command line replaces what the benchmark says
     */
    static void requireCarriers(int carriers) {
        for (String property : new String[] {PARALLELISM, MAX_POOL_SIZE}) {
            if (Integer.getInteger(property, 0) != carriers) {
                throw new IllegalStateException("this benchmark needs -D" + property + "=" + carriers + " and has "
                        + System.getProperty(property)
                        + "; pass JVM options by JMH's -jvmArgs, not by -jvmArgsAppend, and fork (-f 1 or more)");
            }
        }
    }
}
