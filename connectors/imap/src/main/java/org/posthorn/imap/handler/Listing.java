package org.posthorn.imap.handler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Work;
import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.command.Authenticated.ListMailboxes;
import org.posthorn.imap.command.Authenticated.ListReturn;
import org.posthorn.imap.command.Authenticated.ListSelection;
import org.posthorn.imap.response.ListAttributes;
import org.posthorn.imap.response.StatusLine;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.Permission;

/** The answer to one LIST, name by name. RFC 9051 §6.3.9. */
final class Listing implements Work {
  private static final int NAMES_PER_STEP = 100;

  private final ListMailboxes command;
  private final MailboxList mailboxes;
  private final ImapSession session;
  private final List<ListPattern> patterns;
  private final Map<Long, SortedMap<String, byte[]>> annotations;
  private final Set<MailboxName> levels;
  private final Set<MailboxName> parentsOfChosen = new HashSet<>();
  private final Iterator<MailboxName> perhapsChosen;
  private final Iterator<MailboxName> names;

  Listing(ListMailboxes command, ImapSession session) {
    this.command = command;
    this.mailboxes = session.store().folders().list();
    this.session = session;
    this.patterns =
        command.patterns().stream().map(p -> ListPattern.of(command.reference(), p)).toList();
    this.annotations =
        command.annotations().isEmpty()
            ? Map.of()
            : session.store().metadata().ofMailboxes(command.annotations());
    this.levels = levels();
    this.perhapsChosen = perhapsChosen();
    this.names = candidates();
  }

  // What stands above others' mailboxes and cannot be seen itself. RFC 9051 §6.3.9
  private Set<MailboxName> levels() {
    Set<MailboxName> above = new HashSet<>();
    for (MailboxList.Mailbox mailbox : mailboxes.foreign().values()) {
      if (mailboxes.visible(mailbox.name()).isPresent() && shown(mailbox.name())) {
        above.addAll(mailbox.name().parents());
      }
    }
    above.removeIf(name -> mailboxes.visible(name).isPresent());
    return above;
  }

  /** Mailboxes of others may be left out where nobody asks for those of others. */
  private boolean shown(MailboxName name) {
    return mailboxes.isListed(name) || patterns.stream().anyMatch(ListPattern::asksForOthers);
  }

  // Names that do not exist can be subscribed, and parents of what is selected can be asked for.
  private Iterator<MailboxName> candidates() {
    if (levels.isEmpty()
        && mailboxes.levels().isEmpty()
        && !selects(ListSelection.SUBSCRIBED)
        && !selects(ListSelection.RECURSIVEMATCH)) {
      return shownMailboxes().iterator();
    }
    SortedSet<MailboxName> all = shownMailboxes().collect(Collectors.toCollection(TreeSet::new));
    all.addAll(levels);
    all.addAll(mailboxes.levels());
    if (selects(ListSelection.SUBSCRIBED)) {
      all.addAll(mailboxes.subscribed());
    }
    if (selects(ListSelection.RECURSIVEMATCH)) {
      List.copyOf(all).forEach(name -> all.addAll(name.parents()));
    }
    return all.iterator();
  }

  private Stream<MailboxName> shownMailboxes() {
    return mailboxes.all().stream().map(MailboxList.Mailbox::name).filter(this::shown);
  }

  private Iterator<MailboxName> perhapsChosen() {
    return selects(ListSelection.RECURSIVEMATCH)
        ? Stream.concat(mailboxes.subscribed().stream(), shownMailboxes()).iterator()
        : Collections.emptyIterator();
  }

  // Below these something is chosen that no pattern finds by itself. RFC 5258 §4
  private void findParents(MailboxName name) {
    if (chosen(name) && patterns.stream().noneMatch(p -> p.matches(name))) {
      parentsOfChosen.addAll(name.parents());
    }
  }

  private boolean selects(ListSelection option) {
    return command.selection().contains(option);
  }

  private boolean returns(ListReturn option) {
    return command.returns().contains(option);
  }

  @Override
  public Optional<Completion> step() {
    for (int count = 0; count < NAMES_PER_STEP && mayGoOn(); count++) {
      if (perhapsChosen.hasNext()) {
        findParents(perhapsChosen.next());
        continue;
      }
      if (!names.hasNext()) {
        return Optional.of(Completion.ok("LIST completed"));
      }
      MailboxName name = names.next();
      if (patterns.stream().anyMatch(pattern -> pattern.matches(name))) {
        matched(name);
      }
    }
    return Optional.empty();
  }

  /** A name with its status may take long, and so may long patterns. */
  private boolean mayGoOn() {
    return session.out().writable() && !session.wire().turnOver();
  }

  private void matched(MailboxName name) {
    Optional<MailboxList.Mailbox> mailbox = mailboxes.visible(name);
    boolean chosen = chosen(name) || level(name);
    boolean below = parentsOfChosen.contains(name);
    if (!chosen && !below) {
      return;
    }
    Responses out = session.out();
    out.text("* LIST (").text(String.join(" ", attributes(name))).text(") \"/\" ");
    out.mailbox(name);
    if (below) {
      out.text(" (\"CHILDINFO\" (").text(criteria()).text("))"); // RFC 9051 §6.3.9.6
    }
    out.crlf();
    if (returns(ListReturn.STATUS) && chosen) { // RFC 5819 §2
      mailbox
          .filter(found -> Permission.READ.isIn(found.rights()))
          .ifPresent(found -> StatusLine.write(found, command.status(), session));
    }
    if (returns(ListReturn.METADATA) && chosen) { // RFC 9590 §3
      mailbox.filter(found -> Permission.ANNOTATE.isIn(found.rights())).ifPresent(this::annotated);
    }
    if (returns(ListReturn.MYRIGHTS) && chosen) {
      mailbox.ifPresent(found -> MyRightsHandler.write(found, session)); // RFC 8440 §3
    }
  }

  private void annotated(MailboxList.Mailbox mailbox) {
    SortedMap<String, byte[]> found =
        SpecialUseEntry.with(
            annotations.getOrDefault(mailbox.id(), Collections.emptySortedMap()), mailbox);
    Map<String, Optional<byte[]>> values = new LinkedHashMap<>();
    command.annotations().forEach(e -> values.put(e, Optional.ofNullable(found.get(e))));
    MetadataResponse.write(mailbox.name(), values, session);
  }

  private boolean level(MailboxName name) {
    boolean others =
        levels.contains(name)
            && patterns.stream().anyMatch(p -> p.findsLevels() && p.matches(name));
    return (others || mailboxes.isLevel(name))
        && command.selection().stream().allMatch(ListSelection.REMOTE::equals);
  }

  private boolean chosen(MailboxName name) {
    boolean subscribed = !selects(ListSelection.SUBSCRIBED) || mailboxes.isSubscribed(name);
    boolean special =
        !selects(ListSelection.SPECIAL_USE)
            || mailboxes.visible(name).flatMap(MailboxList.Mailbox::use).isPresent();
    boolean named = mailboxes.visible(name).isPresent() || mailboxes.isSubscribed(name);
    return subscribed && special && named;
  }

  private String criteria() {
    List<String> names = new ArrayList<>(2);
    if (selects(ListSelection.SUBSCRIBED)) {
      names.add("\"SUBSCRIBED\"");
    }
    if (selects(ListSelection.SPECIAL_USE)) {
      names.add("\"SPECIAL-USE\"");
    }
    return String.join(" ", names);
  }

  private List<String> attributes(MailboxName name) {
    boolean known = command.extended() || session.features().rev2();
    boolean subscribed = selects(ListSelection.SUBSCRIBED) || returns(ListReturn.SUBSCRIBED);
    List<String> attributes =
        ListAttributes.of(
            name, mailboxes, subscribed, known ? "\\NonExistent" : "\\Noselect"); // RFC 5258 §3
    if (returns(ListReturn.STATUS) && isClosed(name)) {
      attributes.add(0, "\\Noselect"); // RFC 5819 §2: it has no status
    }
    return attributes;
  }

  private boolean isClosed(MailboxName name) {
    return mailboxes
        .visible(name)
        .filter(mailbox -> !Permission.READ.isIn(mailbox.rights()))
        .isPresent();
  }
}
