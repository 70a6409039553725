package org.posthorn.apikeys.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.apikeys.entity.ApiKey;
import org.posthorn.apikeys.value.ApiToken;
import org.posthorn.apikeys.value.CreatedApiKey;
import org.posthorn.apikeys.value.NewApiKey;

/** The rows of keys. Each call is a transaction of its own, durable on return. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class ApiKeyRows {
  private final SecureRandom random = new SecureRandom();

  @PersistenceContext EntityManager entities;

  @SuppressWarnings("NullAway.Init") // the container fills the field
  public ApiKeyRows() {}

  /** Makes one. */
  public CreatedApiKey add(long account, NewApiKey wanted, Instant now) {
    ApiKey row = new ApiKey(account, wanted, now);
    entities.persist(row);
    ApiToken token = ApiToken.of(row.id(), random);
    row.show(token);
    entities.flush();
    return new CreatedApiKey(row.info(), token.text());
  }

  /** Those of an account, the oldest first. */
  public List<ApiKey> of(long account) {
    return entities
        .createNamedQuery(ApiKey.OF_ACCOUNT, ApiKey.class)
        .setParameter("account", account)
        .getResultList();
  }

  /** One. */
  public Optional<ApiKey> find(long id) {
    return Optional.ofNullable(entities.find(ApiKey.class, id));
  }

  /** Removes one of an account. Whether there was one. */
  public boolean remove(long account, long id) {
    Optional<ApiKey> row = find(id).filter(key -> key.account() == account);
    row.ifPresent(entities::remove);
    return row.isPresent();
  }

  /** Notes when keys were used: by id, milliseconds since 1970. */
  public void used(Map<Long, Long> moments) {
    moments.forEach(
        (id, moment) ->
            entities
                .createNamedQuery(ApiKey.USED)
                .setParameter("id", id)
                .setParameter("used", moment)
                .executeUpdate());
  }
}
