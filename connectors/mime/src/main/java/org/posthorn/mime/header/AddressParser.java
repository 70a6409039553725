package org.posthorn.mime.header;

import java.util.ArrayList;
import java.util.List;
import org.posthorn.mime.header.AddressEntry.GroupEnd;
import org.posthorn.mime.header.AddressEntry.GroupStart;
import org.posthorn.mime.header.AddressEntry.Mailbox;

/**
 * Reads address lists, also in their obsolete and common broken forms. Total: what cannot be an
 * address is passed over or given as a mailbox without domain. RFC 5322 §3.4, §4.4.
 */
public final class AddressParser {
  private final AddressLexer in;
  private final List<AddressEntry> entries = new ArrayList<>(4);
  private boolean inGroup;

  private AddressParser(String value) {
    in = new AddressLexer(value);
  }

  /** The entries of an unfolded header value. */
  public static List<AddressEntry> parse(String value) {
    AddressParser parser = new AddressParser(value);
    parser.list();
    return parser.entries;
  }

  // address-list = (address *("," address)) / obs-addr-list
  private void list() {
    while (true) {
      in.forgetComment();
      in.skipBlanks();
      if (in.atEnd()) {
        break;
      }
      if (in.accept(',')) {
        continue;
      }
      if (in.accept(';')) {
        endGroup();
        continue;
      }
      address();
    }
    endGroup();
  }

  private void endGroup() {
    if (inGroup) {
      entries.add(new GroupEnd());
      inGroup = false;
    }
  }

  // address = mailbox / group; mailbox = name-addr / addr-spec
  private void address() {
    in.words();
    if (in.accept('<')) {
      angle(in.phrase());
    } else if (in.accept(':')) {
      if (!inGroup) {
        entries.add(new GroupStart(in.phrase()));
        inGroup = true;
      }
    } else if (in.accept('@')) {
      String local = in.localPart();
      String domain = in.domain();
      in.passOver(",;<");
      if (in.peek() == '<') { // user@host <user@host>, unquoted name
        in.accept('<');
        angle(local + '@' + domain);
      } else {
        entries.add(new Mailbox(in.comment(), "", local, domain));
      }
    } else if (in.wordCount() > 0) {
      entries.add(new Mailbox(in.comment(), "", in.phrase(), ""));
    } else {
      in.skip(); // a special that fits nowhere
    }
  }

  // angle-addr = [CFWS] "<" [obs-route] addr-spec ">" [CFWS]
  private void angle(String name) {
    String route = in.route();
    in.words();
    String local = in.localPart();
    String domain = in.accept('@') ? in.domain() : "";
    in.passOver(">,;");
    in.accept('>');
    in.skipBlanks();
    entries.add(new Mailbox(name, route, local, domain));
    in.passOver(",;");
  }
}
