package dev.sluice.catalog.secret;

/**
 * What a sealed secret is bound to. A ciphertext copied to another account, object or field does
 * not open.
 *
 * @param accountId the account that owns the object
 * @param objectId the id of the stream or target that holds the secret
 * @param field which of the object's secrets it is, for example {@code url} or {@code streamKey}
 */
public record SecretContext(String accountId, String objectId, String field) {}
