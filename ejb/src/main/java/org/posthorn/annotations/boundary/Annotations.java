package org.posthorn.annotations.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.posthorn.annotations.control.AnnotationStore;
import org.posthorn.annotations.control.AnnotationWatchers;
import org.posthorn.domains.boundary.Result;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.mailstore.AnnotationResult;
import org.posthorn.mailstore.AnnotationWatcher;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.query.FilterSyntax;

/**
 * The annotations of mailboxes and of the server. RFC 5464. What a method promises is durable when
 * it returns; each opens its own transactions and wants none from its caller.
 */
@ApplicationScoped
public class Annotations {
  /** Longest value of a shared annotation of the server, in octets. */
  public static final int MAX_VALUE = 10_000;

  private static final Pattern NAME = Pattern.compile("/shared(/[ -~&&[^/*%]]+)+");
  private static final int MAX_NAME = 500;
  private static final String FILTERS = "/shared/filters/values/";

  @Inject AnnotationStore store;
  @Inject AnnotationWatchers watchers;

  /** What an account sees of a mailbox or of {@link MailboxList#SERVER}. */
  public Outcome<SortedMap<String, byte[]>> of(
      long account, long mailbox, Collection<String> entries) {
    return store.of(account, mailbox, entries);
  }

  /** What an account sees of all mailboxes, by their ids. */
  public Map<Long, SortedMap<String, byte[]>> ofMailboxes(
      long account, Collection<String> entries) {
    return store.ofMailboxes(account, entries);
  }

  /** Sets and removes annotations as a user, all or none. */
  public AnnotationResult set(
      long account, long mailbox, Map<String, Optional<byte[]>> values, AnnotationWatcher from) {
    return store.set(account, mailbox, values, from);
  }

  /** From now on tells of those that an account sees. */
  public void watch(long account, AnnotationWatcher watcher) {
    watchers.add(account, watcher);
  }

  /** Ends {@link #watch}. */
  public void unwatch(AnnotationWatcher watcher) {
    watchers.remove(watcher);
  }

  /** What all users see of the server, by entry. */
  public SortedMap<String, String> forAll() {
    SortedMap<String, String> texts = new TreeMap<>();
    store
        .of(0, MailboxList.SERVER, List.of())
        .result()
        .orElseThrow()
        .forEach((entry, value) -> texts.put(entry, new String(value, UTF_8)));
    return texts;
  }

  /** Sets what all users see of the server, or removes it. Answers the name of the entry. */
  public Result<String> setForAll(String entry, Optional<String> text) {
    String name = entry.toLowerCase(Locale.ROOT);
    Optional<Objection> objection =
        objection(name).or(() -> text.flatMap(said -> objection(name, said)));
    if (objection.isPresent()) {
      return Result.refused(objection.get());
    }
    if (text.isEmpty() && !forAll().containsKey(name)) {
      return Result.refused(Objection.unknown("entry"));
    }
    AnnotationResult outcome =
        store.setForAll(Map.of(name, text.map(said -> said.getBytes(UTF_8))));
    return outcome instanceof AnnotationResult.Done
        ? Result.done(name)
        : Result.refused(Objection.conflict("value", "is more than can be kept"));
  }

  private static Optional<Objection> objection(String name) {
    return NAME.matcher(name).matches() && name.length() <= MAX_NAME
        ? Optional.empty()
        : Optional.of(Objection.invalid("entry", "is not the name of a shared entry"));
  }

  private static Optional<Objection> objection(String name, String text) {
    if (text.getBytes(UTF_8).length > MAX_VALUE) {
      return invalid("is longer than " + MAX_VALUE + " octets");
    }
    if (name.equals("/shared/admin") && !isUri(text)) {
      return invalid("is not a URI"); // RFC 5464 §6.2.2
    }
    return name.startsWith(FILTERS) // RFC 5466 §3.2
        ? FilterSyntax.fault(text.getBytes(UTF_8))
            .flatMap(reason -> invalid("is no search program: " + reason))
        : Optional.empty();
  }

  private static Optional<Objection> invalid(String reason) {
    return Optional.of(Objection.invalid("value", reason));
  }

  private static boolean isUri(String text) {
    try {
      return URI.create(text).isAbsolute();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
