/** The two databases as tests use them: the embedded one and a real PostgreSQL. */
@NullMarked
package org.posthorn.testdb;

import org.jspecify.annotations.NullMarked;
