package org.posthorn.imap.codec;

import java.util.HashMap;
import java.util.Map;
import org.posthorn.imap.command.Authenticated.GetQuota;
import org.posthorn.imap.command.Authenticated.SetQuota;

/** The grammar of commands about how much there may be. RFC 9208 §7. */
final class QuotaSyntax {
  private static final int MAX_RESOURCES = 20;

  private QuotaSyntax() {}

  // getquota = "GETQUOTA" SP quota-root-name ; quota-root-name = astring
  static GetQuota get(CommandCursor in) {
    in.expectSpace();
    return new GetQuota(in.expectAstring());
  }

  // setquota = "SETQUOTA" SP quota-root-name SP setquota-list
  // setquota-list = "(" [setquota-resource *(SP setquota-resource)] ")"
  // setquota-resource = resource-name SP resource-limit
  static SetQuota set(CommandCursor in) {
    in.expectSpace();
    String root = in.expectAstring();
    in.expectSpace();
    Map<String, Long> limits = new HashMap<>();
    in.expectList(
        () -> {
          String resource = in.expectKeyword();
          in.expectSpace();
          if (limits.put(resource, in.expectNumber64()) != null) {
            throw in.wrong("Resource is named twice");
          }
          if (limits.size() > MAX_RESOURCES) {
            throw in.wrong("Too many resources");
          }
        });
    return new SetQuota(root, limits);
  }
}
