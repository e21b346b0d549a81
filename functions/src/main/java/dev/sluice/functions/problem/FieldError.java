package dev.sluice.functions.problem;

/**
 * One thing that is wrong with a request.
 *
 * @param field where: a body field with dots ({@code srt.passphrase}), a query parameter or a
 *     header
 * @param message what is wrong and how to mend it; never repeats a value, which may be a secret
 */
public record FieldError(String field, String message) {}
