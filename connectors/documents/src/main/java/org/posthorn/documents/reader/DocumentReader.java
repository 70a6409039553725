package org.posthorn.documents.reader;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * Reads one document after the other from standard input and answers with their texts, until there
 * are no more. What takes too much memory or does not heed its time ends the whole process.
 */
public final class DocumentReader {
  private static final long MOST_OCTETS = 64L << 20; // of a document, after inflating

  private final int largest;
  private final Duration time;
  private final Alarm alarm;

  private DocumentReader(int largest, Duration time, Alarm alarm) {
    this.largest = largest;
    this.time = time;
    this.alarm = alarm;
  }

  /**
   * Takes three numbers: octets of the largest document, milliseconds for each, milliseconds after
   * which the process ends when that was not heeded.
   */
  public static void main(String[] arguments) throws IOException {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    System.setOut(nowhere); // a library's word must not get among the texts
    System.setErr(nowhere);
    Alarm alarm = new Alarm(Duration.ofMillis(Long.parseLong(arguments[2])));
    alarm.start();
    new DocumentReader(
            Integer.parseInt(arguments[0]), Duration.ofMillis(Long.parseLong(arguments[1])), alarm)
        .serve(
            new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in))),
            new DataOutputStream(new BufferedOutputStream(out)));
  }

  private void serve(DataInputStream in, DataOutputStream out) throws IOException {
    Frames.ready(out);
    for (Optional<byte[]> next = Frames.document(in, largest);
        next.isPresent();
        next = Frames.document(in, largest)) {
      alarm.set();
      Frames.text(text(next.get()), out);
      alarm.off();
    }
  }

  private Optional<String> text(byte[] octets) {
    DocumentBudget budget = new DocumentBudget(MOST_OCTETS, Frames.MOST_TEXT, time);
    try {
      if (Formats.isPdf(octets)) {
        new PdfText(budget).read(octets);
      } else {
        new OfficeText(budget).read(octets);
      }
    } catch (IOException
        | XMLStreamException
        | RuntimeException
        | LinkageError
        | StackOverflowError broken) {
      return some(budget); // what was read until then counts
    }
    return some(budget);
  }

  private static Optional<String> some(DocumentBudget budget) {
    return Optional.of(budget.text()).filter(text -> !text.isBlank());
  }

  /** Ends the process when a document takes too long, even if nobody is left to kill it. */
  private static final class Alarm extends Thread {
    private static final int LOOK_MILLIS = 100;
    private static final int EXIT = 4;

    private final long nanos;
    private volatile long since;

    Alarm(Duration limit) {
      super("alarm");
      this.nanos = limit.toNanos();
      setDaemon(true);
    }

    void set() {
      since = Math.max(1, System.nanoTime());
    }

    void off() {
      since = 0;
    }

    @Override
    public void run() {
      while (true) {
        try {
          Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
          return;
        }
        long began = since;
        if (began != 0 && System.nanoTime() - began > nanos) {
          Runtime.getRuntime().halt(EXIT);
        }
      }
    }
  }
}
