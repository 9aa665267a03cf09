package dev.heddle.bench.report;

import java.lang.reflect.Method;

/**
 * Calls the Java kernel that a notebook reruns under, io.github.padreati:rapaio-jupyter-kernel. The kernel's classes are there
 * only when the kernel has loaded ours, so they are called by name.
 */
final class JupyterKernel {
    private static final String PACKAGE = "org.rapaio.jupyter.kernel.";

    private JupyterKernel() {}

    /** Publishes every medium of the exhibit as one output of the running cell. Returns false if this is not that kernel. */
    static boolean show(Exhibit exhibit) {
        try {
            Class<?> data = Class.forName(PACKAGE + "display.DisplayData");
            Object bundle = data.getMethod("fromText", String.class).invoke(null, exhibit.plain());
            Method put = data.getMethod("putData", String.class, Object.class);
            for (var medium : exhibit.media().entrySet()) {
                put.invoke(bundle, medium.getKey(), medium.getValue());
            }
            Object kernel =
                    Class.forName(PACKAGE + "MainApp").getField("kernel").get(null);
            kernel.getClass().getMethod("display", data).invoke(kernel, bundle);
            return true;
        } catch (ClassNotFoundException notThere) {
            return false;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "This Java kernel can't show a plot: " + e + ". Use rapaio-jupyter-kernel 3.0.1.", e);
        }
    }
}
