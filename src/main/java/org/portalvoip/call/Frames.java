package org.portalvoip.call;

/** Where the frames of a WebSocket begin and end (RFC 6455 section 5.2), found out from its bytes as they come. */
final class Frames {
    private static final int SHORT_HEAD = 2;
    private static final int MASK_LENGTH = 4;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7f;
    private static final int LENGTH_IN_TWO_BYTES = 126;
    private static final int LENGTH_IN_EIGHT_BYTES = 127;

    /** How many bytes of the head have come. */
    private int head;

    /** How many there will be, as far as is known. */
    private int headLength = SHORT_HEAD;

    private int lengthEnds;
    private long payload;

    /** Whether a frame has begun that is not whole yet. */
    boolean isHalf() {
        return head > 0;
    }

    /** Takes the next {@code count} bytes, which stand in {@code bytes} from {@code first} on. */
    void take(byte[] bytes, int first, int count) {
        int next = first;
        int end = first + count;
        while (next < end) {
            if (head < headLength) {
                takeOfHead(bytes[next++] & 0xff);
            } else {
                int taken = (int) Math.min(payload, end - next);
                payload -= taken;
                next += taken;
            }
            if (head == headLength && payload == 0) {
                head = 0;
                headLength = SHORT_HEAD;
            }
        }
    }

    private void takeOfHead(int next) {
        head++;
        if (head == SHORT_HEAD) {
            int length = next & LENGTH;
            lengthEnds = SHORT_HEAD + bytesOf(length);
            headLength = lengthEnds + ((next & MASKED) == 0 ? 0 : MASK_LENGTH);
            payload = lengthEnds == SHORT_HEAD ? length : 0;
        } else if (head > SHORT_HEAD && head <= lengthEnds) {
            payload = (payload << Byte.SIZE | next) & Long.MAX_VALUE; // no length is negative
        }
    }

    private static int bytesOf(int length) {
        return switch (length) {
            case LENGTH_IN_TWO_BYTES -> Short.BYTES;
            case LENGTH_IN_EIGHT_BYTES -> Long.BYTES;
            default -> 0;
        };
    }
}
