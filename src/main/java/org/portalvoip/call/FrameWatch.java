package org.portalvoip.call;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.portalvoip.server.ClassPath;

/**
 * Sees the bytes that a server reads from a call socket. Tyrus, on Payara, keeps each frame to itself until it is whole, so
 * nobody else knows of one that stays half sent. WildFly makes its sockets in another way, without this, and tells of the
 * beginning of a frame by itself.
 */
public final class FrameWatch implements HttpUpgradeHandler {
    private static final ThreadLocal<FrameWatch> OPENING = new ThreadLocal<>();
    private static final Listener NOBODY = half -> {};

    /** Is told when a read ends in the middle of a frame, and when that frame is whole; on the thread that reads. */
    interface Listener {
        void frame(boolean half);
    }

    private HttpUpgradeHandler reader;
    private volatile Listener listener = NOBODY;

    /** Lets {@code request} become a socket that a {@code type} reads, as {@link HttpServletRequest#upgrade} does. */
    static <T extends HttpUpgradeHandler> T upgrade(HttpServletRequest request, Class<T> type)
            throws IOException, ServletException {
        try {
            T reader = type.getDeclaredConstructor().newInstance();
            request.upgrade(FrameWatch.class).reader = reader;
            return reader;
        } catch (ReflectiveOperationException e) {
            throw new ServletException(e);
        }
    }

    /** That of the socket that is opened on this thread; empty where there is none. */
    static Optional<FrameWatch> ofThisSocket() {
        return Optional.ofNullable(OPENING.get());
    }

    void tell(Listener told) {
        listener = told;
    }

    /** The endpoint of the socket opens inside this. */
    @Override
    public void init(WebConnection connection) {
        OPENING.set(this);
        try {
            Input input = new Input(connection);
            ClassPath.withoutJars(() -> reader.init(new Watched(connection, input)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            OPENING.remove();
        }
    }

    /** Forgets socket and call: a thread of Payara keeps this object until it has the next request to answer. */
    @Override
    public void destroy() {
        HttpUpgradeHandler gone = reader;
        reader = null;
        listener = NOBODY;
        if (gone != null) {
            gone.destroy();
        }
    }

    @SuppressWarnings("try") // that a close throws anything is what the interface says
    private record Watched(WebConnection connection, ServletInputStream input) implements WebConnection {
        @Override
        public ServletInputStream getInputStream() {
            return input;
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            return connection.getOutputStream();
        }

        @Override
        public void close() throws Exception {
            connection.close();
        }
    }

    private final class Input extends ServletInputStream {
        private final ServletInputStream input;
        private final Frames frames = new Frames();

        Input(WebConnection connection) throws IOException {
            input = connection.getInputStream();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int first, int most) throws IOException {
            int count = input.read(bytes, first, most);
            if (count > 0) {
                boolean before = frames.isHalf();
                frames.take(bytes, first, count);
                if (frames.isHalf() != before) {
                    listener.frame(!before);
                }
            }
            return count;
        }

        @Override
        public boolean isFinished() {
            return input.isFinished();
        }

        @Override
        public boolean isReady() {
            return input.isReady();
        }

        @Override
        public void setReadListener(ReadListener next) {
            input.setReadListener(new Reader(next));
        }

        @Override
        public int available() throws IOException {
            return input.available();
        }

        @Override
        public void close() throws IOException {
            input.close();
        }
    }

    /** What reads on behalf of the server. */
    private record Reader(ReadListener next) implements ReadListener {
        @Override
        public void onDataAvailable() throws IOException {
            ClassPath.withoutJars(next::onDataAvailable);
        }

        @Override
        public void onAllDataRead() throws IOException {
            ClassPath.withoutJars(next::onAllDataRead);
        }

        @Override
        public void onError(Throwable failure) {
            next.onError(failure);
        }
    }
}
