package org.posthorn.imap.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.command.Search;

/** Reads search programs that stand for themselves, as filters are kept. RFC 5466 §3.2. */
public final class SearchProgram {
  private static final byte[] BEFORE = "f SEARCH ".getBytes(US_ASCII);
  private static final byte[] AFTER = "\r\n".getBytes(US_ASCII);

  private SearchProgram() {}

  // search-criteria = search-key *(SP search-key)   (RFC 5466 §4)
  /**
   * Reads a program; any octets give a value.
   *
   * @return a {@link Search} with a key and without options, or {@link Command.Malformed} with the
   *     reason
   */
  public static Command read(byte[] program) {
    ByteBuffer octets = ByteBuffer.allocate(BEFORE.length + program.length + AFTER.length);
    octets.put(BEFORE).put(program).put(AFTER).flip();
    CommandDecoder decoder = new CommandDecoder();
    decoder.loggedIn(true);
    Decoded decoded = decoder.decode(octets);
    while (decoded instanceof Decoded.GoAhead) {
      decoded = decoder.decode(octets);
    }
    if (decoded instanceof Decoded.Refused refused) {
      return new Command.Malformed(refused.reason());
    }
    if (!(decoded instanceof Decoded.Complete complete) || octets.hasRemaining()) {
      return new Command.Malformed("Line breaks are only for literals");
    }
    Command command = CommandParser.parse(complete.command(), true).command();
    boolean more =
        command instanceof Search search && (search.returned().isPresent() || search.charset());
    return more ? new Command.Malformed("CHARSET and RETURN are not for filters") : command;
  }
}
