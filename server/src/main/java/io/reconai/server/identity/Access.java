package io.reconai.server.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What one must be in the workspace of a request, and what an API token must be allowed. [Authentication] enforces it.
///
/// The workspace is the path's `workspace_id` where the path has one.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Access {

    /// The least role.
    Role role();

    /// What an API token must have; where it is empty, API tokens are refused.
    Scope[] scope() default {};

    /// True where an API token needs no particular scope.
    boolean anyToken() default false;
}
