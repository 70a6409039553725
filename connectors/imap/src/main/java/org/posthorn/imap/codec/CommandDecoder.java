package org.posthorn.imap.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cuts octets into commands with their literals. Any cut of the octets gives the same values;
 * memory is bounded by the limits; the messages of APPEND pass through without being kept.
 *
 * <p>Call {@link #decode} until it answers {@link Decoded.Starved} or {@link Decoded.Lost}.
 */
public final class CommandDecoder {
  /**
   * Longest command before login, literals included: room for ID with 30 fields, names of 30 and
   * values of 1,024 octets. RFC 2971 §3.3.
   */
  public static final int MAX_BEFORE_LOGIN = 36 * 1024;

  /** Longest command without its literals. RFC 7162 §4 wants at least 8,192 octets. */
  public static final int MAX_LINE = 64 * 1024;

  /** Longest literal, but for the messages of APPEND. */
  public static final int MAX_LITERAL = 100 * 1024;

  /** Most octets of all literals of a command together. */
  public static final int MAX_LITERALS = 1024 * 1024;

  /** Most literals of a command. */
  public static final int MAX_LITERAL_COUNT = 1000;

  /** Most octets of a refused literal that are passed over; beyond that the connection ends. */
  public static final long MAX_PASSED_OVER = 1L << 30;

  /** How much of a line that is too long is read in search of its end. */
  public static final long MAX_PASSED_LINE = 16L << 20;

  private enum State {
    LINE,
    LITERAL,
    MESSAGE,
    PASSING_LITERAL,
    PASSING_LINE,
    LOST
  }

  private static final Decoded STARVED = new Decoded.Starved();

  private final LineBuffer line = new LineBuffer();
  private List<byte[]> lines = List.of();
  private List<byte[]> literals = List.of();
  private byte[] literal = new byte[0];
  private int literalSize;
  private int literalLength;
  private int lineOctets;
  private int literalOctets;
  private long left;
  private State state = State.LINE;
  private String refusedTag = "*";
  private long passedOver; // octets of a line that is too long
  private String refusal = "";
  private boolean inMessages;
  private boolean loggedIn;
  private boolean plainLine;

  /** Whether the limits are those after login from now on, and APPEND may bring messages. */
  public void loggedIn(boolean now) {
    loggedIn = now;
  }

  /** The next line is no command but an answer to a continuation request. */
  public void expectLine() {
    plainLine = true;
  }

  /** The command whose literal was announced will not be completed: the client was refused. */
  public void abandon() {
    reset();
  }

  /** Forgets a command that has begun. */
  public void reset() {
    passedOver = 0;
    line.clear();
    lines = List.of();
    literals = List.of();
    literal = new byte[0];
    lineOctets = 0;
    literalOctets = 0;
    inMessages = false;
    plainLine = false;
    state = State.LINE;
  }

  /** Takes octets and says what they make. */
  public Decoded decode(ByteBuffer in) {
    while (true) {
      if (state == State.LOST) {
        in.position(in.limit());
        return STARVED;
      }
      if (!in.hasRemaining()
          && !(state == State.LITERAL && literalSize == 0)
          && !((state == State.MESSAGE || state == State.PASSING_LITERAL) && left == 0)) {
        return STARVED;
      }
      Optional<Decoded> decoded =
          switch (state) {
            case LINE -> line(in);
            case LITERAL -> literal(in);
            case MESSAGE -> Optional.of(message(in));
            case PASSING_LITERAL -> passLiteral(in);
            default -> passLine(in);
          };
      if (decoded.isPresent()) {
        return decoded.get();
      }
    }
  }

  private Optional<Decoded> line(ByteBuffer in) {
    int limit = (loggedIn ? MAX_LINE : MAX_BEFORE_LOGIN - literalOctets) - lineOctets;
    boolean ended = line.take(in, limit);
    if (!ended && line.length() < limit + 2) {
      return Optional.empty();
    }
    if (!ended) {
      refuse("Command is too long");
      line.shrink();
      state = State.PASSING_LINE;
      return Optional.empty();
    }
    if (!line.clean()) {
      refuse("Command has CR, LF or NUL in its text");
      return passedLine();
    }
    int length = line.length() - 2;
    if (plainLine) {
      plainLine = false;
      String text = new String(line.remove(length), StandardCharsets.ISO_8859_1);
      return Optional.of(new Decoded.Line(withoutBlanks(text)));
    }
    Optional<LiteralMark> mark = LiteralMark.atEndOf(line.octets(), length);
    return mark.isPresent() ? announced(mark.get(), length) : Optional.of(ended(length));
  }

  private static String withoutBlanks(String text) { // at its end, as commands may have them
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(0, end);
  }

  private Decoded ended(int length) {
    byte[] last = line.remove(length);
    if (inMessages || loggedIn && AppendStart.in(lines.isEmpty() ? last : lines.get(0))) {
      boolean first = !inMessages;
      RawCommand tail = command(last);
      reset();
      return new Decoded.MessagesEnd(tail, first);
    }
    if (literals.isEmpty()) {
      reset();
      return new Decoded.Complete(RawCommand.of(last));
    }
    lines.add(last);
    RawCommand command = new RawCommand(lines, literals);
    reset();
    return new Decoded.Complete(command);
  }

  private Optional<Decoded> announced(LiteralMark mark, int length) {
    int text = length - mark.length();
    if (mark.size() == LiteralMark.HUGE && !mark.waits()) {
      state = State.LOST;
      return Optional.of(new Decoded.Lost("Literal is too large"));
    }
    if ((inMessages || loggedIn && beginsMessages(text)) && !endsWithUrl(text)) {
      return Optional.of(messageAnnounced(mark, text));
    }
    boolean fits =
        mark.size() <= MAX_LITERAL
            && literals.size() < MAX_LITERAL_COUNT
            && literalOctets + mark.size()
                <= (loggedIn ? MAX_LITERALS : MAX_BEFORE_LOGIN - lineOctets - length);
    if (!fits) {
      refuse("Literal is too large");
      return passedLine();
    }
    if (literals.isEmpty()) {
      lines = new ArrayList<>(2);
      literals = new ArrayList<>(1);
    }
    lineOctets += length;
    lines.add(line.remove(text));
    literalSize = (int) mark.size();
    literalLength = 0;
    literalOctets += literalSize;
    literal = new byte[Math.min(literalSize, 4096)];
    state = State.LITERAL;
    return mark.waits() ? Optional.of(new Decoded.GoAhead()) : Optional.empty();
  }

  // The name of the mailbox may be a literal, too.
  private boolean beginsMessages(int text) {
    if (!literals.isEmpty()) {
      return AppendStart.in(lines.get(0));
    }
    byte[] head = Arrays.copyOf(line.octets(), text);
    return AppendStart.in(head) && !AppendStart.only(head);
  }

  // cat-part = "URL" SP astring   (RFC 4469 §5)
  private boolean endsWithUrl(int text) {
    byte[] head = Arrays.copyOf(line.octets(), text);
    boolean inParts =
        inMessages
            || AppendStart.catenates(head)
            || lines.stream().anyMatch(AppendStart::catenates);
    return inParts && AppendStart.endsWithUrl(head); // else it is a mailbox called URL
  }

  private RawCommand command(byte[] last) {
    if (literals.isEmpty()) {
      return RawCommand.of(last);
    }
    lines.add(last);
    return new RawCommand(lines, literals);
  }

  private Decoded messageAnnounced(LiteralMark mark, int text) {
    final boolean first = !inMessages;
    RawCommand command = command(line.remove(text));
    lines = List.of();
    literals = List.of();
    lineOctets = 0;
    inMessages = true;
    left = mark.size();
    state = State.MESSAGE;
    return new Decoded.Message(command, first, mark.size(), mark.waits());
  }

  private Optional<Decoded> literal(ByteBuffer in) {
    int count = Math.min(in.remaining(), literalSize - literalLength);
    if (literalLength + count > literal.length) {
      literal = Arrays.copyOf(literal, Math.min(literalSize, (literalLength + count) * 2));
    }
    in.get(literal, literalLength, count);
    literalLength += count;
    if (literalLength == literalSize) {
      literals.add(literal);
      literal = new byte[0];
      state = State.LINE;
    }
    return Optional.empty();
  }

  private Decoded message(ByteBuffer in) {
    int count = (int) Math.min(in.remaining(), left);
    ByteBuffer octets = in.slice(in.position(), count);
    in.position(in.position() + count);
    left -= count;
    if (left == 0) {
      state = State.LINE;
    }
    return new Decoded.MessageOctets(octets, left == 0);
  }

  // What cannot be taken is passed over, to its end as the client sees it.

  private void refuse(String reason) {
    byte[] first = lines.isEmpty() ? line.octets() : lines.get(0);
    int length = lines.isEmpty() ? Math.min(line.length(), 200) : first.length;
    byte[] start = Arrays.copyOf(first, Math.min(length, first.length));
    refusedTag =
        plainLine ? "*" : new CommandCursor(RawCommand.of(start), false).tryTag().orElse("*");
    refusal = reason;
  }

  private Optional<Decoded> passedLine() {
    int length = line.length();
    boolean crlf = length >= 2 && line.octets()[length - 2] == '\r';
    Optional<LiteralMark> mark =
        crlf && !plainLine ? LiteralMark.atEndOf(line.octets(), length - 2) : Optional.empty();
    if (mark.isPresent() && !mark.get().waits()) {
      if (mark.get().size() > MAX_PASSED_OVER) {
        state = State.LOST;
        return Optional.of(new Decoded.Lost(refusal));
      }
      left = mark.get().size();
      line.clear();
      lines = List.of();
      literals = List.of();
      state = State.PASSING_LITERAL;
      return Optional.empty();
    }
    reset();
    return Optional.of(new Decoded.Refused(refusedTag, refusal));
  }

  private Optional<Decoded> passLiteral(ByteBuffer in) {
    int count = (int) Math.min(in.remaining(), left);
    in.position(in.position() + count);
    left -= count;
    if (left == 0) {
      state = State.PASSING_LINE;
    }
    return Optional.empty();
  }

  private Optional<Decoded> passLine(ByteBuffer in) {
    if (line.take(in, MAX_LINE)) {
      return passedLine();
    }
    if (line.length() >= MAX_LINE) {
      passedOver += line.length();
      line.shrink();
    }
    if (passedOver > MAX_PASSED_LINE) {
      state = State.LOST;
      return Optional.of(new Decoded.Lost(refusal));
    }
    return Optional.empty();
  }
}
