/** Tests of what checks count. */
@NullMarked
package org.posthorn.checks.boundary;

import org.jspecify.annotations.NullMarked;
