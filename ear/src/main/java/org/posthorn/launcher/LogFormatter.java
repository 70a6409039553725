package org.posthorn.launcher;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * Writes an event as a line: time, level, logger, message, and below it the stack, if there is one.
 * The JDK's {@link java.util.logging.SimpleFormatter} with the same pattern writes the same, but
 * walks the stack for the caller and reads its pattern again for each line, which took a twentieth
 * of a message's time.
 */
public final class LogFormatter extends Formatter {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneId.systemDefault());
  private static final DateTimeFormatter OFFSET =
      DateTimeFormatter.ofPattern("xx").withZone(ZoneId.systemDefault());

  private volatile Second last = new Second(Instant.EPOCH.getEpochSecond());

  /** A second of the log, as it is written. */
  private record Second(long epoch, String text, String offset) {
    Second(long epoch) {
      this(
          epoch,
          SECOND.format(Instant.ofEpochSecond(epoch)),
          OFFSET.format(Instant.ofEpochSecond(epoch)));
    }
  }

  /** Made by the logging of the virtual machine. */
  public LogFormatter() {}

  @Override
  public String format(LogRecord event) {
    StringBuilder line = new StringBuilder(256);
    time(line, event.getMillis());
    line.append(' ').append(event.getLevel().getLocalizedName());
    line.append(' ').append(event.getLoggerName());
    line.append(' ').append(formatMessage(event));
    if (event.getThrown() != null) {
      StringWriter stack = new StringWriter();
      event.getThrown().printStackTrace(new PrintWriter(stack, true));
      line.append(System.lineSeparator()).append(stack);
    }
    return line.append(System.lineSeparator()).toString();
  }

  private void time(StringBuilder line, long millis) {
    long epoch = Math.floorDiv(millis, 1000L);
    Second second = last;
    if (second.epoch() != epoch) {
      second = new Second(epoch);
      last = second;
    }
    int thousandths = Math.floorMod(millis, 1000);
    line.append(second.text()).append('.');
    line.append((char) ('0' + thousandths / 100)).append((char) ('0' + thousandths / 10 % 10));
    line.append((char) ('0' + thousandths % 10)).append(second.offset());
  }
}
