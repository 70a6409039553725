package org.posthorn.imap.session;

import java.util.ArrayList;
import java.util.List;

/** What the server can do, as far as it matters in the state of a session. RFC 9051 §7.2.2. */
public final class Capabilities {
  private static final List<String> ALWAYS =
      List.of("IMAP4rev2", "IMAP4rev1", "LITERAL+", "SASL-IR", "ID", "ENABLE", "LANGUAGE");
  private static final List<String> AFTER_LOGIN =
      List.of(
          "NAMESPACE",
          "CHILDREN",
          "UIDPLUS",
          "UNSELECT",
          "IDLE",
          "ACL",
          "RIGHTS=texk", // RFC 4314 §5.1.1
          "LIST-MYRIGHTS",
          "QUOTA",
          "QUOTA=RES-STORAGE",
          "QUOTA=RES-MESSAGE",
          "QUOTA=RES-MAILBOX",
          "MOVE",
          "SPECIAL-USE",
          "CREATE-SPECIAL-USE",
          "LIST-EXTENDED",
          "LIST-STATUS",
          "STATUS=SIZE",
          "ESEARCH",
          "SEARCHRES",
          "PARTIAL",
          "ESORT",
          "SORT",
          "SORT=DISPLAY",
          "I18NLEVEL=1",
          "THREAD=ORDEREDSUBJECT",
          "THREAD=REFERENCES",
          "CONTEXT=SEARCH",
          "CONTEXT=SORT",
          "MULTISEARCH",
          "SEARCH=FUZZY",
          "CONDSTORE",
          "QRESYNC",
          "OBJECTID",
          "SAVEDATE",
          "PREVIEW",
          "WITHIN",
          "MULTIAPPEND",
          "BINARY",
          "CATENATE",
          "REPLACE",
          "UNAUTHENTICATE",
          "UTF8=ACCEPT",
          "INPROGRESS",
          "UIDONLY",
          "UIDBATCHES",
          "METADATA",
          "METADATA-SERVER",
          "LIST-METADATA",
          "FILTERS",
          "NOTIFY",
          "URLAUTH",
          "URLAUTH=BINARY",
          "XLIST");

  private Capabilities() {}

  /** The names, parted by spaces. */
  public static String of(ImapSession session) {
    List<String> names = new ArrayList<>(ALWAYS);
    if (session.login().isPresent()) {
      names.addAll(AFTER_LOGIN);
      if (session.login().get().administrator()) {
        names.add("QUOTASET"); // RFC 9208 §3.1
      }
      if (!session.wire().compressing()) {
        names.add("COMPRESS=DEFLATE"); // RFC 4978 §3
      }
      names.add("APPENDLIMIT=" + session.settings().maxMessageSize());
      session.settings().limits().capability().ifPresent(names::add);
      return String.join(" ", names);
    }
    if (session.wire().canStartTls()) {
      names.add("STARTTLS");
    }
    if (!session.plaintextLoginAllowed()) {
      names.add("LOGINDISABLED"); // RFC 9051 §6.2.3
    }
    session.gate().offered(session.wire().peer()).forEach(name -> names.add("AUTH=" + name));
    return String.join(" ", names);
  }

  /** The response code. */
  public static String code(ImapSession session) {
    return "CAPABILITY " + of(session);
  }
}
