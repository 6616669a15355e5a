package org.portalvoip.diagnosis.connection;

import java.io.FilterInputStream;
import java.io.IOException;
import java.net.Socket;

/** What comes from a socket up to a moment, and no more bytes of it than anybody needs: every read ends. */
final class TimedInput extends FilterInputStream {
    private final Socket socket;
    private final long end;
    private int room;

    /**
     * @param end in {@link System#nanoTime()}; later, a read fails
     * @param room how many bytes may come; behind them, a read fails
     */
    TimedInput(Socket socket, long end, int room) throws IOException {
        super(socket.getInputStream());
        this.socket = socket;
        this.end = end;
        this.room = room;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0 || room <= 0) {
            throw new IOException("nothing that ends came in time");
        }
        socket.setSoTimeout((int) left);
        int count = super.read(bytes, offset, Math.min(length, room));
        room -= Math.max(0, count);
        return count;
    }
}
