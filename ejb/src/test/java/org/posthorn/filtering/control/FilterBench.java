package org.posthorn.filtering.control;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.accounts.entity.TestAccounts;
import org.posthorn.filtering.value.FilterRule;
import org.posthorn.filtering.value.FilterScope;
import org.posthorn.filtering.value.FilterSettings;
import org.posthorn.filtering.value.ListedSender;
import org.posthorn.junk.boundary.JunkFilters;
import org.posthorn.mailboxes.control.Store;
import org.posthorn.quota.boundary.Quotas;
import org.posthorn.testdb.TestDatabase;

/** A filter on a real store and database, wired as the container would. */
final class FilterBench implements AutoCloseable {
  final TestDatabase database;
  final Store store;
  final HistoryRows history;
  final FilterPolicyRows policyRows;
  final Policies policies = new Policies();
  final FilingRules filings = new FilingRules();
  final JudgedMail judged = new JudgedMail();
  final Judging judging = new Judging();
  final Rejects rejects = new Rejects();
  final Correspondents correspondents = new Correspondents();
  final long account;
  long room = Long.MAX_VALUE; // octets in the mailboxes
  Instant now = Instant.parse("2026-11-30T12:00:00Z");

  @SuppressWarnings("UnnecessaryAssignment") // this is the container here
  FilterBench(TestDatabase database, Path directory) {
    this.database = database;
    store = new Store(database, directory, false);
    account = TestAccounts.add(database);
    store.createAccount(account);
    history = new Rows();
    history.entities = database.entityManager();
    policyRows = new PolicyTransactions();
    policyRows.entities = database.entityManager();
    Clock clock = new Ticking();
    policies.rows = policyRows;
    policies.clock = clock;
    filings.mailboxes = store.mailboxes();
    filings.policies = policies;
    filings.directory = new Nobody();
    judged.mailboxes = store.mailboxes();
    judged.contents = store.contents();
    judged.filter = JunkFilters.on(database, clock);
    judged.history = history;
    judged.rules = filings;
    judged.transactions = store.transactions();
    judged.entities = database.entityManager();
    judged.clock = clock;
    judging.policies = policies;
    judging.history = history;
    judging.rate = new ArrivalRate();
    judging.junk = judged.filter;
    judging.blocklists = new Blocklists();
    judging.mailboxes = store.mailboxes();
    judging.quotas =
        new Quotas() {
          @Override
          public boolean takes(long id, long octets) {
            return octets <= room;
          }
        };
    judging.clock = clock;
    rejects.history = history;
    rejects.rules = filings;
    rejects.mailboxes = store.mailboxes();
    rejects.clock = clock;
    correspondents.rows = history;
    correspondents.clock = clock;
  }

  /** Time passes. */
  void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public void close() {
    store.close();
  }

  private final class Ticking extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static final class Nobody extends Directory {
    @Override
    public Map<Long, String> addresses(Collection<Long> accountIds) {
      return Map.of();
    }
  }

  private final class Rows extends HistoryRows {
    @Override
    public Map<Signal, SignalHistory> histories(long id, long mailbox, Collection<Signal> signals) {
      return database.inTransaction(any -> super.histories(id, mailbox, signals));
    }

    @Override
    public void write(long id, long mailbox, Map<Signal, SignalHistory> histories) {
      database.transact(any -> super.write(id, mailbox, histories));
    }

    @Override
    public Map<Long, Instant> writtenTo(long id, Collection<Long> whom) {
      return database.inTransaction(any -> super.writtenTo(id, whom));
    }

    @Override
    public void wrote(long id, Collection<Long> whom, Instant at) {
      database.transact(any -> super.wrote(id, whom, at));
    }

    @Override
    public Optional<Arrived> arrival(long id, long content) {
      return database.inTransaction(any -> super.arrival(id, content));
    }

    @Override
    public Set<Long> filedApart(long id, Collection<Long> contents, boolean junk) {
      return database.inTransaction(any -> super.filedApart(id, contents, junk));
    }

    @Override
    public List<Long> rejected(long id, long messageDigest) {
      return database.inTransaction(any -> super.rejected(id, messageDigest));
    }

    @Override
    public List<long[]> rejectedBefore(Instant before) {
      return database.inTransaction(any -> super.rejectedBefore(before));
    }

    @Override
    public void forget(long id, long content) {
      database.transact(any -> super.forget(id, content));
    }

    @Override
    public boolean prune(Instant arrivals, Instant histories, Instant written) {
      return database.inTransaction(any -> super.prune(arrivals, histories, written));
    }
  }

  private final class PolicyTransactions extends FilterPolicyRows {
    @Override
    public FilterSettings settings(FilterScope scope) {
      return database.inTransaction(any -> super.settings(scope));
    }

    @Override
    public void set(FilterScope scope, FilterSettings settings) {
      database.transact(any -> super.set(scope, settings));
    }

    @Override
    public void forget(FilterScope scope) {
      database.transact(any -> super.forget(scope));
    }

    @Override
    public String subjectKey(FilterScope scope, String fresh) {
      return database.inTransaction(any -> super.subjectKey(scope, fresh));
    }

    @Override
    public List<ListedSender> senders(FilterScope scope) {
      return database.inTransaction(any -> super.senders(scope));
    }

    @Override
    public long count(FilterScope scope, String butFor) {
      return database.inTransaction(any -> super.count(scope, butFor));
    }

    @Override
    public void list(FilterScope scope, ListedSender sender, Instant at) {
      database.transact(any -> super.list(scope, sender, at));
    }

    @Override
    public boolean unlist(FilterScope scope, String pattern) {
      return database.inTransaction(any -> super.unlist(scope, pattern));
    }

    @Override
    public List<FilterRule> rules(long id) {
      return database.inTransaction(any -> super.rules(id));
    }

    @Override
    public void replace(long id, List<FilterRule> rules) {
      database.transact(any -> super.replace(id, rules));
    }
  }
}
