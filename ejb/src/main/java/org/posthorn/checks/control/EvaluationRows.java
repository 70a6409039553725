package org.posthorn.checks.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.checks.value.DueReport;
import org.posthorn.checks.value.Evaluation;
import org.posthorn.checks.value.MessageCount;
import org.posthorn.checks.value.ReportPeriod;
import org.posthorn.mailauth.dmarc.Organizations;

/** Evaluations in the database. Each call is a transaction of its own. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class EvaluationRows {
  private static final String COLUMNS =
      "domain, policy, source, disposition, reason, dkim, spf, author, sender, signatures, spf_result";
  private static final int[] LENGTHS = {255, 1000, 64, 16, 500, 0, 0, 255, 255, 2000, 300};

  private static final int MOST_DUE = 20_000;
  private static final int PORTION = 1_000; // nobody else is to wait long for the one writer

  @PersistenceContext EntityManager entities;

  /**
   * Adds messages of which the same is to be told; another server may do the same.
   *
   * @param newRow whether there may be another row for them
   * @return whether they were added
   */
  public boolean add(
      ReportPeriod period, Evaluation evaluation, MessageCount messages, boolean newRow) {
    String id = digest(period, evaluation);
    int known =
        entities
            .createNativeQuery(
                "update dmarc_evaluation set messages = messages + ?1, ordinary = ordinary + ?2"
                    + " where id = ?3")
            .setParameter(1, messages.all())
            .setParameter(2, messages.ordinary())
            .setParameter(3, id)
            .executeUpdate();
    if (known == 0 && newRow) {
      insert(id, period, evaluation, messages); // fails when another server was faster
    }
    return known > 0 || newRow;
  }

  /** How many rows a day has. */
  public long count(LocalDate day) {
    return number(
        entities
            .createNativeQuery("select count(*) from dmarc_evaluation where day_no = ?1")
            .setParameter(1, day.toEpochDay()));
  }

  /** How many rows a day has of the domains of an organization. */
  public long count(LocalDate day, String organization) {
    return number(
        entities
            .createNativeQuery(
                "select count(*) from dmarc_evaluation where day_no = ?1 and organization = ?2")
            .setParameter(1, day.toEpochDay())
            .setParameter(2, organization));
  }

  private static long number(Query query) {
    return ((Number) query.getSingleResult()).longValue();
  }

  private void insert(
      String id, ReportPeriod period, Evaluation evaluation, MessageCount messages) {
    Query insert =
        entities.createNativeQuery(
            "insert into dmarc_evaluation (id, day_no, "
                + COLUMNS
                + ", messages, hour_no, hours, organization, ordinary)"
                + " values (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18)");
    insert.setParameter(1, id).setParameter(2, period.day().toEpochDay());
    Object[] values = values(evaluation);
    for (int i = 0; i < values.length; i++) {
      insert.setParameter(
          i + 3, values[i] instanceof String text ? cut(text, LENGTHS[i]) : values[i]);
    }
    insert
        .setParameter(values.length + 3, messages.all())
        .setParameter(values.length + 7, messages.ordinary());
    insert
        .setParameter(values.length + 4, period.hour())
        .setParameter(values.length + 5, period.hours());
    insert
        .setParameter(values.length + 6, cut(Organizations.of(evaluation.domain()), LENGTHS[0]))
        .executeUpdate();
  }

  private static Object[] values(Evaluation evaluation) {
    return new Object[] {
      evaluation.domain(),
      evaluation.policy(),
      evaluation.source(),
      evaluation.disposition(),
      evaluation.reason(),
      evaluation.dkim(),
      evaluation.spf(),
      evaluation.author(),
      evaluation.sender(),
      evaluation.signatures(),
      evaluation.spfResult()
    };
  }

  // no database takes NUL, and strangers choose selectors
  private static String cut(String text, int most) {
    String plain = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    return plain.substring(0, Math.min(plain.length(), most));
  }

  private static String digest(ReportPeriod period, Evaluation evaluation) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest((period + " " + evaluation).getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /**
   * What has rows that are worth a report, and is not reported, earliest first; 20,000 at most.
   *
   * @param first the first day
   * @param ended when the periods have ended, at the latest
   * @param after begins behind this one in that order; empty begins with the first
   */
  public List<DueReport> due(LocalDate first, Instant ended, Optional<DueReport> after) {
    OffsetDateTime end = ended.atOffset(ZoneOffset.UTC);
    ReportPeriod past = after.map(DueReport::period).orElse(new ReportPeriod(first, 0, 1));
    List<?> rows =
        entities
            .createNativeQuery(
                "select e.day_no, e.hour_no, e.hours, e.domain, max(e.organization)"
                    + " from dmarc_evaluation e where e.day_no >= ?1"
                    + " and (e.day_no < ?2 or e.day_no = ?2 and e.hour_no + e.hours <= ?3)"
                    + " and (e.day_no > ?4 or e.day_no = ?4 and (e.hour_no > ?5"
                    + " or e.hour_no = ?5 and (e.domain > ?6 or e.domain = ?6 and e.hours > ?7)))"
                    + " and not exists"
                    + " (select 1 from dmarc_report r where r.domain = e.domain"
                    + " and r.day_no = e.day_no and r.hour_no = e.hour_no and r.hours = e.hours)"
                    + " group by e.day_no, e.hour_no, e.hours, e.domain having sum(e.ordinary) > 0"
                    + " order by e.day_no, e.hour_no, e.domain, e.hours")
            .setParameter(1, first.toEpochDay())
            .setParameter(2, end.toLocalDate().toEpochDay())
            .setParameter(3, end.getHour())
            .setParameter(4, past.day().toEpochDay())
            .setParameter(5, past.hour())
            .setParameter(6, after.map(DueReport::domain).orElse(""))
            .setParameter(7, past.hours())
            .setMaxResults(MOST_DUE)
            .getResultList();
    return rows.stream().map(each -> due((Object[]) each)).toList();
  }

  private static DueReport due(Object[] row) {
    ReportPeriod period =
        new ReportPeriod(
            LocalDate.ofEpochDay(((Number) row[0]).longValue()),
            ((Number) row[1]).intValue(),
            ((Number) row[2]).intValue());
    return new DueReport(period, (String) row[3], (String) row[4]);
  }

  /** Notes that a report is done. */
  public void reported(DueReport report, int sent) {
    Query known =
        entities.createNativeQuery(
            "update dmarc_report set sent = ?5 where domain = ?1 and day_no = ?2"
                + " and hour_no = ?3 and hours = ?4");
    if (key(known, report).setParameter(5, sent).executeUpdate() == 0) {
      key(
              entities.createNativeQuery(
                  "insert into dmarc_report (domain, day_no, hour_no, hours, sent, organization)"
                      + " values (?1,?2,?3,?4,?5,?6)"),
              report)
          .setParameter(5, sent)
          .setParameter(6, report.organization())
          .executeUpdate();
    }
  }

  private static Query key(Query query, DueReport report) {
    return query
        .setParameter(1, report.domain())
        .setParameter(2, report.period().day().toEpochDay())
        .setParameter(3, report.period().hour())
        .setParameter(4, report.period().hours());
  }

  /** How many reports were sent about a day. */
  public long sent(LocalDate day) {
    return number(
        entities
            .createNativeQuery("select coalesce(sum(sent), 0) from dmarc_report where day_no = ?1")
            .setParameter(1, day.toEpochDay()));
  }

  /** How many reports were sent about a day to domains of an organization. */
  public long sent(LocalDate day, String organization) {
    return number(
        entities
            .createNativeQuery(
                "select coalesce(sum(sent), 0) from dmarc_report"
                    + " where day_no = ?1 and organization = ?2")
            .setParameter(1, day.toEpochDay())
            .setParameter(2, organization));
  }

  /** What was counted of the mail of a domain's authors in a period. */
  public Map<Evaluation, Long> of(ReportPeriod period, String domain) {
    List<?> rows =
        entities
            .createNativeQuery(
                "select "
                    + COLUMNS
                    + ", messages from dmarc_evaluation where day_no = ?1 and domain = ?2"
                    + " and hour_no = ?3 and hours = ?4 order by id")
            .setParameter(1, period.day().toEpochDay())
            .setParameter(2, domain)
            .setParameter(3, period.hour())
            .setParameter(4, period.hours())
            .getResultList();
    Map<Evaluation, Long> found = new LinkedHashMap<>();
    for (Object each : rows) {
      Object[] row = (Object[]) each;
      found.merge(evaluation(row), ((Number) row[row.length - 1]).longValue(), Long::sum);
    }
    return found;
  }

  private static Evaluation evaluation(Object[] row) {
    return new Evaluation(
        (String) row[0],
        (String) row[1],
        (String) row[2],
        (String) row[3],
        (String) row[4],
        (Boolean) row[5],
        (Boolean) row[6],
        (String) row[7],
        (String) row[8],
        (String) row[9],
        (String) row[10]);
  }

  /** Forgets a portion of those of before a day; whether there may be more. */
  public boolean forget(LocalDate day) {
    int gone =
        entities
            .createNativeQuery(
                "delete from dmarc_evaluation where id in"
                    + " (select id from dmarc_evaluation where day_no < ?1 limit "
                    + PORTION
                    + ")")
            .setParameter(1, day.toEpochDay())
            .executeUpdate();
    if (gone < PORTION) {
      entities
          .createNativeQuery("delete from dmarc_report where day_no < ?1")
          .setParameter(1, day.toEpochDay())
          .executeUpdate();
    }
    return gone == PORTION;
  }
}
