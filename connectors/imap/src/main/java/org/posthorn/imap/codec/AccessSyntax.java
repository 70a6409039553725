package org.posthorn.imap.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.imap.command.AnyState;
import org.posthorn.imap.command.Authenticated.Compress;
import org.posthorn.imap.command.Authenticated.Enable;
import org.posthorn.imap.command.NotAuthenticated.Authenticate;
import org.posthorn.imap.command.NotAuthenticated.Login;

/** The grammar of commands about who is there and what both can. RFC 9051 §6.1, §6.2. */
final class AccessSyntax {
  private static final int MAX_LANGUAGES = 100;
  private static final int MAX_ID_FIELDS = 30; // RFC 2971 §3.3

  private AccessSyntax() {}

  // id = "ID" SP id-params-list ; "(" #(string SP nstring) ")" / nil   (RFC 2971 §4)
  static AnyState.Id id(CommandCursor in) {
    in.expectSpace();
    List<String> fields = new ArrayList<>();
    if (!in.tryWord("NIL")) {
      in.expectList(
          () -> {
            fields.add(in.expectString());
            in.expectSpace();
            fields.add(in.expectNstring().orElse(""));
            if (fields.size() > 2 * MAX_ID_FIELDS) {
              throw in.wrong("Too many fields");
            }
          });
    }
    return new AnyState.Id(fields);
  }

  // authenticate = "AUTHENTICATE" SP auth-type [SP initial-resp]
  static Authenticate authenticate(CommandCursor in) {
    in.expectSpace();
    String mechanism = in.expectKeyword();
    Optional<String> initial = in.trySpace() ? Optional.of(in.expectAstring()) : Optional.empty();
    return new Authenticate(mechanism, initial);
  }

  // login = "LOGIN" SP userid SP password
  static Login login(CommandCursor in) {
    in.expectSpace();
    String user = in.expectAstring();
    in.expectSpace();
    return new Login(user, in.expectAstring());
  }

  // language-cmd = "LANGUAGE" *(SP lang-range-quoted)   (RFC 5255 §3.4)
  static AnyState.Language language(CommandCursor in) {
    List<String> ranges = new ArrayList<>();
    while (in.trySpace()) {
      ranges.add(in.expectAstring());
      if (ranges.size() > MAX_LANGUAGES) {
        throw in.wrong("Too many languages");
      }
    }
    return new AnyState.Language(ranges);
  }

  // compress = "COMPRESS" SP algorithm ; algorithm = "DEFLATE"   (RFC 4978 §5)
  static Compress compress(CommandCursor in) {
    in.expectSpace();
    return new Compress(in.expectKeyword());
  }

  // enable = "ENABLE" 1*(SP capability)
  static Enable enable(CommandCursor in) {
    List<String> capabilities = new ArrayList<>();
    in.expectSpace();
    do {
      capabilities.add(in.expectAtom().toUpperCase(Locale.ROOT));
    } while (in.trySpace());
    return new Enable(capabilities);
  }
}
