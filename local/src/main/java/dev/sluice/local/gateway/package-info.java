/** What API Gateway does in AWS: HTTP in, the functions' events out. */
@NullMarked
package dev.sluice.local.gateway;

import org.jspecify.annotations.NullMarked;
