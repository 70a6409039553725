-- The SCRAM-SHA-1 keys of the password; an account from before gets them when its password is seen next.
ALTER TABLE account ADD COLUMN IF NOT EXISTS scram_sha1_salt ${binary};
ALTER TABLE account ADD COLUMN IF NOT EXISTS scram_sha1_iterations INTEGER;
ALTER TABLE account ADD COLUMN IF NOT EXISTS scram_sha1_stored_key ${binary};
ALTER TABLE account ADD COLUMN IF NOT EXISTS scram_sha1_server_key ${binary};

-- The public keys of TLS client certificates, by the SHA-256 hash of their SubjectPublicKeyInfo.
CREATE TABLE IF NOT EXISTS tls_public_key (
  fingerprint VARCHAR(64) PRIMARY KEY,
  account_id BIGINT NOT NULL,
  login_address VARCHAR(400) NOT NULL,
  name VARCHAR(200) NOT NULL,
  algorithm VARCHAR(40) NOT NULL,
  no_imap_preauth BOOLEAN NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT tls_public_key_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS tls_public_key_by_account ON tls_public_key (account_id);
