package io.watertight.gateway.lifecycle;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * SIGTERM, SIGINT and SIGHUP, which the end of a terminal sends. A shutdown hook could neither end with exit code 0 nor hear a second signal, so the signals themselves are handled, by the JDK's only
 * interface to them, {@code sun.misc.Signal}: reached by reflection, since the compiler's warning against it cannot be turned off for one class.
 */
public final class Signals {

    private Signals() {}

    /**
     * Runs an action when the process is told to stop, on a thread of the JVM's. Where this JVM has no such interface, the signals keep their meaning.
     *
     * @param onStop called at each of them
     */
    public static void handle(Runnable onStop) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler calls = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    onStop.run();
                    return null;
                }
                return method.invoke(onStop, arguments);
            };
            Object handling = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, calls);
            for (String name : List.of("TERM", "INT", "HUP")) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
            }
        } catch (ReflectiveOperationException e) {
            Runtime.getRuntime().addShutdownHook(new Thread(onStop, "stop"));
        }
    }
}
