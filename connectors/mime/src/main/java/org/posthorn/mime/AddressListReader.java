package org.posthorn.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.mime.header.EncodedWords;

/**
 * Reads the addresses of a field as they are stored: a list, each address of it a list of name,
 * source route, local part and domain. A group begins with an entry that has its name as local part
 * and no domain, and ends with one that has neither. For one thread at a time.
 */
final class AddressListReader {
  private final ListReader in;
  private final boolean present;
  private String name = "";
  private String localPart = "";
  private String domain = "";
  private boolean mailbox;
  private boolean groupStart;

  AddressListReader(byte[] octets, int from) {
    in = new ListReader(octets, from);
    present = in.open();
  }

  /** Whether there is a next entry, which is read then. */
  private boolean next() {
    if (!present || in.close()) {
      return false;
    }
    in.open();
    name = in.string();
    in.skip(); // the route
    groupStart = !in.isNil();
    localPart = in.string();
    mailbox = !in.isNil();
    domain = in.string();
    in.close();
    return true;
  }

  private MailAddress address() {
    return new MailAddress(
        EncodedWords.decode(name), EncodedWords.decode(localPart), EncodedWords.decode(domain));
  }

  /** The first entry; that of a group has its name as local part. */
  Optional<MailAddress> first() {
    return next() ? Optional.of(address()) : Optional.empty();
  }

  /** All addresses, group by group. */
  List<AddressGroup> groups() {
    List<AddressGroup> groups = new ArrayList<>(1);
    List<MailAddress> open = new ArrayList<>();
    Optional<String> group = Optional.empty();
    while (next()) {
      if (mailbox) {
        open.add(address());
        continue;
      }
      add(group, open, groups);
      group = groupStart ? Optional.of(address().localPart()) : Optional.empty();
    }
    add(group, open, groups);
    return groups;
  }

  private static void add(
      Optional<String> group, List<MailAddress> open, List<AddressGroup> groups) {
    if (group.isPresent() || !open.isEmpty()) {
      groups.add(new AddressGroup(group, open));
      open.clear();
    }
  }
}
