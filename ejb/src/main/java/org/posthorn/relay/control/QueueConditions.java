package org.posthorn.relay.control;

import jakarta.persistence.Query;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.posthorn.relay.value.QueueFilter;
import org.posthorn.relay.value.QueueFilter.Span;

/** A filter as a condition of JPQL; what users give is only ever a parameter. */
final class QueueConditions {
  private final StringBuilder text = new StringBuilder();
  private final Map<String, Object> parameters = new LinkedHashMap<>();

  private QueueConditions() {}

  static QueueConditions of(QueueFilter filter) {
    QueueConditions all = new QueueConditions();
    if (!filter.ids().isEmpty()) {
      all.add("m.id in :ids", "ids", filter.ids());
    }
    filter.account().ifPresent(id -> all.add("m.account = :account", "account", id));
    filter.sender().ifPresent(part -> all.contains("m.sender", "sender", part));
    filter.recipient().ifPresent(part -> all.contains("m.recipient", "recipient", part));
    filter
        .senderDomain()
        .ifPresent(
            domain ->
                all.add(
                    "lower(function('CONCAT', m.sender, '')) like :senderDomain escape '!'",
                    "senderDomain",
                    "%@" + escaped(domain)));
    filter.recipientDomain().ifPresent(all::domain);
    filter.held().ifPresent(held -> all.add("m.held = :held", "held", held));
    all.span("m.created", "created", filter.created());
    all.span("m.nextAttempt", "next", filter.next());
    return all;
  }

  QueueConditions add(String condition, String name, Object value) {
    text.append(" and ").append(condition);
    parameters.put(name, value);
    return this;
  }

  private void domain(String domain) {
    if (domain.startsWith(".")) {
      add("m.domain like :domain escape '!'", "domain", "%" + escaped(domain));
    } else {
      add("m.domain = :domain", "domain", domain);
    }
  }

  // the columns have converters, which JPQL's like does not know
  private void contains(String column, String name, String part) {
    add(
        "lower(function('CONCAT', " + column + ", '')) like :" + name + " escape '!'",
        name,
        "%" + escaped(part) + "%");
  }

  private static String escaped(String part) {
    return part.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0");
  }

  private void span(String column, String name, Span span) {
    bound(column + " >= :" + name + "From", name + "From", span.from());
    bound(column + " < :" + name + "Before", name + "Before", span.before());
  }

  private void bound(String condition, String name, Optional<Instant> at) {
    at.ifPresent(moment -> add(condition, name, moment.toEpochMilli()));
  }

  /** The condition, to stand behind another one. */
  String text() {
    return text.toString();
  }

  <T extends Query> T bind(T query) {
    parameters.forEach(query::setParameter);
    return query;
  }
}
