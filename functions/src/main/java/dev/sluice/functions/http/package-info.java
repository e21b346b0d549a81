/** HTTP without a server: requests and responses of API Gateway, routes, bodies, queries. */
@NullMarked
package dev.sluice.functions.http;

import org.jspecify.annotations.NullMarked;
