package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where frames end, however their bytes come. */
class FramesTest {
    private static final long SEED = Long.getLong("voip.test.seed", 12);
    private static final int ROUNDS = 2000;
    private static final int[] LENGTHS = {0, 1, 3, 125, 126, 127, 1000, 65_535, 65_536};

    /** One of {@code length} bytes, as browsers send it, or without a mask. */
    private static byte[] frame(int length, boolean masked) {
        ByteBuffer frame = ByteBuffer.allocate(2 + 8 + 4 + length).put((byte) 0x81);
        int mask = masked ? 0x80 : 0;
        if (length < 126) {
            frame.put((byte) (mask | length));
        } else if (length < 1 << 16) {
            frame.put((byte) (mask | 126)).putShort((short) length);
        } else {
            frame.put((byte) (mask | 127)).putLong(length);
        }
        frame.position(frame.position() + (masked ? 4 : 0) + length);
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({"0, true", "5, true", "126, true", "70000, true", "0, false", "5, false", "126, false", "70000, false"})
    void onlyWithItsLastByteAFrameIsWhole(int length, boolean masked) {
        byte[] bytes = frame(length, masked);
        Frames frames = new Frames();
        for (int i = 0; i < bytes.length; i++) {
            frames.take(bytes, i, 1);
            assertThat(frames.isHalf()).as("after %d bytes", i + 1).isEqualTo(i + 1 < bytes.length);
        }
    }

    @Test
    void manyFramesInAnyPieces() {
        Random random = new Random(SEED);
        Frames frames = new Frames();
        for (int round = 0; round < ROUNDS; round++) {
            List<Integer> ends = new ArrayList<>(List.of(0));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < 4; i++) {
                all.writeBytes(frame(LENGTHS[random.nextInt(LENGTHS.length)], random.nextBoolean()));
                ends.add(all.size());
            }
            byte[] bytes = all.toByteArray();
            for (int at = 0; at < bytes.length; ) {
                int count = Math.min(1 + random.nextInt(bytes.length), bytes.length - at);
                frames.take(bytes, at, count);
                at += count;
                assertThat(frames.isHalf()).as("seed %d, round %d", SEED, round).isEqualTo(!ends.contains(at));
            }
        }
    }

    /** The server refuses it; until then it must not count as whole, nor lead astray. */
    @Test
    void aFrameOfImpossibleLengthIsNeverWhole() {
        Frames frames = new Frames();
        byte[] head = {(byte) 0x81, (byte) 0xff, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0};
        frames.take(head, 0, head.length);
        frames.take(new byte[100_000], 0, 100_000);

        assertThat(frames.isHalf()).isTrue();
    }
}
