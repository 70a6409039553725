package org.posthorn.launcher;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What libraries print becomes lines of the log at DEBUG, which nobody sees who does not ask for
 * them: standard output is the launcher's, and the log has one form.
 */
final class PrintedLines extends OutputStream {
  private static final System.Logger LOG = System.getLogger(PrintedLines.class.getName());
  private static final int LONGEST = 2_000;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream(); // guarded by this

  private PrintedLines() {}

  /** Takes the place of standard output. */
  static void take() {
    System.setOut(new PrintStream(new PrintedLines(), true, StandardCharsets.UTF_8));
  }

  @Override
  public synchronized void write(int octet) {
    if (octet != '\n' && line.size() < LONGEST) {
      line.write(octet);
    } else if (line.size() > 0) {
      String text = line.toString(StandardCharsets.UTF_8).strip();
      line.reset();
      LOG.log(System.Logger.Level.DEBUG, () -> "event=printed text=\"" + text + "\"");
    }
  }
}
