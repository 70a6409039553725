package org.posthorn.imap.codec;

import java.util.Optional;
import org.posthorn.imap.command.Command;
import org.posthorn.mailstore.query.FilterSyntax;

/** Reads filters as IMAP's SEARCH would. RFC 5466 §3.2. */
public final class ImapFilterSyntax implements FilterSyntax {
  @Override
  public Optional<String> faultIn(byte[] program) {
    return SearchProgram.read(program) instanceof Command.Malformed wrong
        ? Optional.of(wrong.reason())
        : Optional.empty();
  }
}
