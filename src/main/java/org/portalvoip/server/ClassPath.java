package org.portalvoip.server;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Spares calls a search of every jar of the application. Whatever Payara's scheduler is given, it looks for services with
 * the context class loader of the thread that gives it; and Tyrus gives it the idle timer of a socket at each message,
 * ping and pong, even a timer that is switched off. That is a fifth of all that a call costs there, and the threads wait
 * for each other meanwhile.
 */
public final class ClassPath {
    private static final ClassLoader WITHOUT_JARS = ClassLoader.getPlatformClassLoader();
    private static final ClassLoader APPLICATION = ClassPath.class.getClassLoader();

    private ClassPath() {}

    /** What may fail with {@code E}. */
    @FunctionalInterface
    public interface Work<E extends Exception> {
        void run() throws E;
    }

    /** For what the server does by itself. */
    public static <E extends Exception> void withoutJars(Work<E> work) throws E {
        with(WITHOUT_JARS, work);
    }

    /** For what the server calls of ours meanwhile. */
    public static <E extends Exception> void ofTheApplication(Work<E> work) throws E {
        with(APPLICATION, work);
    }

    /** Lets {@code scheduler} run this once, after so many milliseconds; nobody can cancel it. */
    public static void later(ScheduledExecutorService scheduler, long millis, Runnable work) {
        Runnable task = () -> ofTheApplication(work::run);
        withoutJars(() -> {
            var unused = scheduler.schedule(task, millis, TimeUnit.MILLISECONDS);
        });
    }

    private static <E extends Exception> void with(ClassLoader loader, Work<E> work) throws E {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            work.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
