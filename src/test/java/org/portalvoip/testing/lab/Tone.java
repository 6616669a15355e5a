package org.portalvoip.testing.lab;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Tones in sound files: written for the browser's microphone, and detected in what the help desk heard. */
public final class Tone {
    private static final int RATE = 48_000;
    private static final int SECONDS = 10;
    private static final int BLOCKS_PER_SECOND = 10;
    private static final int PACKETS_PER_SECOND = 50;
    private static final int BLOCK = RATE / BLOCKS_PER_SECOND;
    /** Mean energy of a sample, 60 dB below full scale: anything softer cannot be heard. */
    private static final double SILENCE = 1e-6;

    private static final double NEARLY_NOTHING = 1e-9;

    private Tone() {}

    /** Writes ten seconds of {@code hertz} at half of full scale. */
    public static Path write(Path file, double hertz) {
        ByteBuffer samples = ByteBuffer.allocate(RATE * SECONDS * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < RATE * SECONDS; i++) {
            samples.putShort((short) (Short.MAX_VALUE * 0.5 * Math.sin(2 * Math.PI * hertz * i / RATE)));
        }
        AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
        try (var stream = new AudioInputStream(new ByteArrayInputStream(samples.array()), format, RATE * SECONDS)) {
            Files.createDirectories(file.getParent());
            AudioSystem.write(stream, AudioFileFormat.Type.WAVE, file.toFile());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How much of the sound is {@code hertz}: its share of the energy, between 0 and 1. */
    public static double share(Path file, double hertz) {
        double[][] blocks = blocks(file);
        double tone =
                Stream.of(blocks).mapToDouble(block -> energy(block, hertz)).sum();
        double all = Stream.of(blocks).mapToDouble(Tone::energy).sum();
        return tone / (all + NEARLY_NOTHING);
    }

    /**
     * The sequence of sounds in words: {@code tone} for {@code hertz}, {@code silence}, and {@code noise} for
     * anything else. Parts shorter than half a second are skipped.
     */
    public static String course(Path file, double hertz) {
        List<String> course = new ArrayList<>();
        String last = "";
        int blocks = 0;
        for (double[] block : blocks(file)) {
            String now = kind(block, hertz);
            blocks = now.equals(last) ? blocks + 1 : 1;
            last = now;
            boolean said = !course.isEmpty() && course.get(course.size() - 1).equals(now);
            if (blocks == BLOCKS_PER_SECOND / 2 && !said) {
                course.add(now);
            }
        }
        return String.join(" ", course);
    }

    /** The longest time without {@code hertz} between two moments at which it is there, in steps of 20 ms. */
    public static Duration longestGap(Path file, double hertz) {
        int longest = 0;
        int blocks = 0;
        boolean begun = false;
        for (double[] block : blocks(file, RATE / PACKETS_PER_SECOND)) {
            boolean tone = kind(block, hertz).equals("tone");
            longest = tone && begun ? Math.max(longest, blocks) : longest;
            blocks = tone ? 0 : blocks + 1;
            begun |= tone;
        }
        return Duration.ofSeconds(longest).dividedBy(PACKETS_PER_SECOND);
    }

    private static String kind(double[] block, double hertz) {
        double all = energy(block);
        if (all / block.length < SILENCE) {
            return "silence";
        }
        return energy(block, hertz) > all / 2 ? "tone" : "noise";
    }

    /** The sound in pieces of 100 ms, so that a gap or a phase jump does not hide the tone. */
    private static double[][] blocks(Path file) {
        return blocks(file, BLOCK);
    }

    private static double[][] blocks(Path file, int length) {
        try (AudioInputStream stream = AudioSystem.getAudioInputStream(file.toFile())) {
            AudioFormat format = stream.getFormat();
            if (format.getSampleRate() != RATE) {
                throw new IllegalStateException("Not of " + RATE + " samples a second: " + file);
            }
            byte[] bytes = stream.readAllBytes();
            ByteBuffer samples =
                    ByteBuffer.wrap(bytes).order(format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            int frame = format.getFrameSize();
            double[][] blocks = new double[bytes.length / frame / length][length];
            for (int i = 0; i < blocks.length * length; i++) {
                blocks[i / length][i % length] = samples.getShort(i * frame) / 32768.0;
            }
            return blocks;
        } catch (UnsupportedAudioFileException e) {
            throw new IllegalStateException("Not a sound file: " + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double energy(double[] block) {
        return DoubleStream.of(block).map(sample -> sample * sample).sum();
    }

    /** Goertzel's algorithm. */
    private static double energy(double[] block, double hertz) {
        double coefficient = 2 * Math.cos(2 * Math.PI * hertz / RATE);
        double before = 0;
        double last = 0;
        for (double sample : block) {
            double now = sample + coefficient * last - before;
            before = last;
            last = now;
        }
        return (last * last + before * before - coefficient * last * before) * 2 / block.length;
    }
}
