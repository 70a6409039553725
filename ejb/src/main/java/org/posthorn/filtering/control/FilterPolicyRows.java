package org.posthorn.filtering.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.posthorn.filtering.value.FilterRule;
import org.posthorn.filtering.value.FilterScope;
import org.posthorn.filtering.value.FilterSettings;
import org.posthorn.filtering.value.ListedSender;

/** The rows of what is wanted of mail; each call is a transaction of its own. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class FilterPolicyRows {
  private static final String KEY = "subject-key";
  private static final String RULES =
      "SELECT sender_pattern, author_pattern, verified_domain, header_patterns, mailbox,"
          + " forwarded, list_domain, rejects_mailbox, remark FROM filter_rule"
          + " WHERE account_id = ?1 ORDER BY place";

  @PersistenceContext EntityManager entities;

  /** What a scope says. */
  public FilterSettings settings(FilterScope scope) {
    return FilterSettings.read(pairs(scope));
  }

  private Map<String, String> pairs(FilterScope scope) {
    Map<String, String> pairs = new HashMap<>();
    for (Object found :
        entities
            .createNativeQuery("SELECT name, setting FROM filter_setting WHERE scope = ?1")
            .setParameter(1, scope.text())
            .getResultList()) {
      Object[] row = (Object[]) found;
      pairs.put(row[0].toString(), row[1].toString());
    }
    return pairs;
  }

  /** Replaces what a scope says. */
  public void set(FilterScope scope, FilterSettings settings) {
    Map<String, String> rows = new LinkedHashMap<>(settings.rows());
    String key = pairs(scope).get(KEY);
    if (key != null) {
      rows.put(KEY, key);
    }
    entities
        .createNativeQuery("DELETE FROM filter_setting WHERE scope = ?1")
        .setParameter(1, scope.text())
        .executeUpdate();
    rows.forEach((name, setting) -> insert(scope, name, setting));
  }

  private void insert(FilterScope scope, String name, String setting) {
    entities
        .createNativeQuery("INSERT INTO filter_setting (scope, name, setting) VALUES (?1, ?2, ?3)")
        .setParameter(1, scope.text())
        .setParameter(2, name)
        .setParameter(3, setting)
        .executeUpdate();
  }

  /** Forgets all that a scope says. */
  public void forget(FilterScope scope) {
    for (String table : List.of("filter_setting", "filter_sender")) {
      entities
          .createNativeQuery("DELETE FROM " + table + " WHERE scope = ?1")
          .setParameter(1, scope.text())
          .executeUpdate();
    }
  }

  /** The key of a scope's words for subjects; the given one from now on where there is none. */
  public String subjectKey(FilterScope scope, String fresh) {
    String known = pairs(scope).get(KEY);
    if (known != null) {
      return known;
    }
    insert(scope, KEY, fresh);
    return fresh;
  }

  /** The senders whom a scope lists, in the order of their patterns. */
  public List<ListedSender> senders(FilterScope scope) {
    List<ListedSender> senders = new ArrayList<>();
    for (Object found :
        entities
            .createNativeQuery(
                "SELECT pattern, allowed, remark FROM filter_sender WHERE scope = ?1"
                    + " ORDER BY pattern")
            .setParameter(1, scope.text())
            .getResultList()) {
      Object[] row = (Object[]) found;
      senders.add(new ListedSender(row[0].toString(), (Boolean) row[1], row[2].toString()));
    }
    return senders;
  }

  /** How many senders a scope lists, but for one. */
  public long count(FilterScope scope, String butFor) {
    return ((Number)
            entities
                .createNativeQuery(
                    "SELECT COUNT(*) FROM filter_sender WHERE scope = ?1 AND pattern <> ?2")
                .setParameter(1, scope.text())
                .setParameter(2, butFor)
                .getSingleResult())
        .longValue();
  }

  /** Adds a sender to a scope's list; one that is there is replaced. */
  public void list(FilterScope scope, ListedSender sender, Instant now) {
    unlist(scope, sender.pattern());
    entities
        .createNativeQuery(
            "INSERT INTO filter_sender (scope, pattern, allowed, remark, created_at)"
                + " VALUES (?1, ?2, ?3, ?4, ?5)")
        .setParameter(1, scope.text())
        .setParameter(2, sender.pattern())
        .setParameter(3, sender.allowed())
        .setParameter(4, sender.remark())
        .setParameter(5, now.getEpochSecond())
        .executeUpdate();
  }

  /** Takes a sender from a scope's list; whether it was there. */
  public boolean unlist(FilterScope scope, String pattern) {
    return entities
            .createNativeQuery("DELETE FROM filter_sender WHERE scope = ?1 AND pattern = ?2")
            .setParameter(1, scope.text())
            .setParameter(2, pattern)
            .executeUpdate()
        > 0;
  }

  /** The rules of an account, in their order. */
  public List<FilterRule> rules(long account) {
    List<FilterRule> rules = new ArrayList<>();
    for (Object found :
        entities.createNativeQuery(RULES).setParameter(1, account).getResultList()) {
      Object[] row = (Object[]) found;
      rules.add(
          new FilterRule(
              row[0].toString(),
              row[1].toString(),
              row[2].toString(),
              headers(row[3].toString()),
              row[4].toString(),
              (Boolean) row[5],
              row[6].toString(),
              row[7].toString(),
              row[8].toString()));
    }
    return rules;
  }

  private static Map<String, String> headers(String text) {
    Map<String, String> headers = new LinkedHashMap<>();
    text.lines()
        .map(line -> line.split("\t", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> headers.put(pair[0], pair[1]));
    return headers;
  }

  /** Replaces the rules of an account. */
  public void replace(long account, List<FilterRule> rules) {
    entities
        .createNativeQuery("DELETE FROM filter_rule WHERE account_id = ?1")
        .setParameter(1, account)
        .executeUpdate();
    for (int place = 0; place < rules.size(); place++) {
      insert(account, place, rules.get(place));
    }
  }

  private void insert(long account, int place, FilterRule rule) {
    StringBuilder headers = new StringBuilder();
    rule.sortedHeaders()
        .forEach((name, value) -> headers.append(name).append('\t').append(value).append('\n'));
    entities
        .createNativeQuery(
            "INSERT INTO filter_rule (account_id, place, sender_pattern, author_pattern,"
                + " verified_domain, header_patterns, mailbox, forwarded, list_domain,"
                + " rejects_mailbox, remark)"
                + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
        .setParameter(1, account)
        .setParameter(2, place)
        .setParameter(3, rule.sender())
        .setParameter(4, rule.author())
        .setParameter(5, rule.verifiedDomain())
        .setParameter(6, headers.toString())
        .setParameter(7, rule.mailbox())
        .setParameter(8, rule.forwarded())
        .setParameter(9, rule.listDomain())
        .setParameter(10, rule.rejectsMailbox())
        .setParameter(11, rule.remark())
        .executeUpdate();
  }
}
