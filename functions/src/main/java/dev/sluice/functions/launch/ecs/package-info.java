/** Tasks on Amazon ECS: Fargate, or ECS Anywhere's own machines. */
@NullMarked
package dev.sluice.functions.launch.ecs;

import org.jspecify.annotations.NullMarked;
