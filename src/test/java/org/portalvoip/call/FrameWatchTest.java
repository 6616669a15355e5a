package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.FakeRequest;

/**
 * What is told of the frames that pass on their way to the one who reads them. Longer than 200 lines, because of the
 * connection that it reads from.
 */
class FrameWatchTest {
    private final List<Boolean> told = new ArrayList<>();
    private FrameWatch watch;

    /** Opens the endpoint and then reads, as Tyrus does. */
    public static final class Reader implements HttpUpgradeHandler {
        private WebConnection connection;
        private FrameWatch seenInside;
        private boolean destroyed;
        private final List<ClassLoader> loaders = new ArrayList<>();

        @Override
        public void init(WebConnection opened) {
            connection = opened;
            seenInside = FrameWatch.ofThisSocket().orElseThrow();
            loaders.add(Thread.currentThread().getContextClassLoader());
        }

        @Override
        public void destroy() {
            destroyed = true;
        }
    }

    /** A connection over which these pieces come, one with each read. */
    private static final class Pieces extends ServletInputStream implements WebConnection {
        private final List<byte[]> pieces;
        private boolean closed;
        private ReadListener listener;

        Pieces(byte[]... pieces) {
            this.pieces = new ArrayList<>(List.of(pieces));
        }

        @Override
        public int read(byte[] bytes, int first, int most) {
            return pieces.isEmpty() ? -1 : new ByteArrayInputStream(pieces.remove(0)).read(bytes, first, most);
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isFinished() {
            return pieces.isEmpty();
        }

        @Override
        public boolean isReady() {
            return !pieces.isEmpty();
        }

        @Override
        public void setReadListener(ReadListener next) {
            listener = next;
        }

        @Override
        public ServletInputStream getInputStream() {
            return this;
        }

        @Override
        public ServletOutputStream getOutputStream() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private Reader open(Pieces connection) throws Exception {
        HttpServletRequest container = new HttpServletRequestWrapper(FakeRequest.with()) {
            @Override
            public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) {
                watch = new FrameWatch();
                return type.cast(watch);
            }
        };
        Reader reader = FrameWatch.upgrade(container, Reader.class);
        watch.init(connection);
        reader.seenInside.tell(told::add);
        return reader;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static String read(Reader reader) throws IOException {
        ServletInputStream input = reader.connection.getInputStream();
        List<Integer> counts = new ArrayList<>();
        while (input.isReady()) {
            counts.add(input.read(new byte[100]));
        }
        return counts.toString();
    }

    /** What Tyrus does by itself begins no search of the jars; see {@link org.portalvoip.server.ClassPath}. */
    @Test
    void theServerOpensAndReadsWithoutTheJarsOfTheApplication() throws Exception {
        var connection = new Pieces(bytes(1));
        Reader reader = open(connection);
        reader.connection.getInputStream().setReadListener(new ReadListener() {
            @Override
            public void onDataAvailable() {
                reader.loaders.add(Thread.currentThread().getContextClassLoader());
            }

            @Override
            public void onAllDataRead() {
                onDataAvailable();
            }

            @Override
            public void onError(Throwable failure) {
                throw new AssertionError(failure);
            }
        });

        connection.listener.onDataAvailable();
        connection.listener.onAllDataRead();

        assertThat(reader.loaders).hasSize(3).containsOnly(ClassLoader.getPlatformClassLoader());
    }

    @Test
    void nothingIsToldOfFramesThatComeWhole() throws Exception {
        Reader reader = open(new Pieces(bytes(0x81, 2, 'o', 'k'), bytes(0x89, 0, 0x8a, 0)));

        assertThat(read(reader)).isEqualTo("[4, 4]");
        assertThat(told).isEmpty();
    }

    @Test
    void aFrameThatComesInPiecesBeginsOnceAndEndsOnce() throws Exception {
        Reader reader = open(new Pieces(bytes(0x81), bytes(2), bytes('o'), bytes('k', 0x89), bytes(0)));

        ServletInputStream input = reader.connection.getInputStream();
        for (int i = 0; i < 3; i++) {
            assertThat(input.read(new byte[100])).isEqualTo(1);
            assertThat(told).containsExactly(true);
        }
        read(reader);
        assertThat(told).containsExactly(true, false);
    }

    @Test
    void oneByteAtATimeIsSeenToo() throws Exception {
        ServletInputStream input =
                open(new Pieces(bytes(0x81), bytes(0))).connection.getInputStream();

        assertThat(List.of(input.read(), input.read(), input.read())).containsExactly(0x81, 0, -1);
        assertThat(told).containsExactly(true, false);
    }

    @Test
    void theSocketIsKnownOnlyWhileItOpens() throws Exception {
        Reader reader = open(new Pieces());

        assertThat(reader.seenInside).isSameAs(watch);
        assertThat(FrameWatch.ofThisSocket()).isEmpty();
    }

    @Test
    void theEndIsPassedOnBothWays() throws Exception {
        Pieces connection = new Pieces();
        Reader reader = open(connection);
        reader.connection.close();
        watch.destroy();

        assertThat(connection.closed).isTrue();
        assertThat(reader.destroyed).isTrue();
    }

    @Test
    void nobodyIsToldOfASocketThatIsGone() throws Exception {
        Reader reader = open(new Pieces(bytes(0x81)));
        watch.destroy();
        watch.destroy();

        assertThat(read(reader)).isEqualTo("[1]");
        assertThat(told).isEmpty();
    }
}
