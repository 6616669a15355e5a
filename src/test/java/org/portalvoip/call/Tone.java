package org.portalvoip.call;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Tones in sound files: made for the browser's microphone, and found in what the desk heard. */
final class Tone {
    private static final int RATE = 48_000;
    private static final int SECONDS = 10;

    private Tone() {}

    /** Writes {@code hertz} for ten seconds, at half of full scale. */
    static Path write(Path file, double hertz) {
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

    /** How much of the sound is {@code hertz}: its share of the energy, between 0 and 1 (Goertzel's algorithm). */
    static double share(Path file, double hertz) {
        try (AudioInputStream stream = AudioSystem.getAudioInputStream(file.toFile())) {
            AudioFormat format = stream.getFormat();
            byte[] bytes = stream.readAllBytes();
            ByteBuffer samples =
                    ByteBuffer.wrap(bytes).order(format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            int frames = bytes.length / format.getFrameSize();
            double[] mono = new double[frames];
            for (int i = 0; i < frames; i++) {
                mono[i] = samples.getShort(i * format.getFrameSize()) / 32768.0;
            }
            return share(mono, hertz / format.getSampleRate());
        } catch (UnsupportedAudioFileException e) {
            throw new IllegalStateException("Not a sound file: " + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In blocks of a tenth of a second, so that a gap or a jump of phase does not hide the tone. */
    private static double share(double[] samples, double cyclesPerSample) {
        int block = 4800;
        double tone = 0;
        double all = 1e-9;
        for (int start = 0; start + block <= samples.length; start += block) {
            double coefficient = 2 * Math.cos(2 * Math.PI * cyclesPerSample);
            double before = 0;
            double last = 0;
            for (int i = start; i < start + block; i++) {
                double now = samples[i] + coefficient * last - before;
                before = last;
                last = now;
                all += samples[i] * samples[i];
            }
            tone += (last * last + before * before - coefficient * last * before) * 2 / block;
        }
        return tone / all;
    }
}
