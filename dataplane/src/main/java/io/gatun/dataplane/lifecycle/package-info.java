/**
 * The life of a configuration while the router runs: checked, planned, persisted, put in force,
 * confirmed, taken back. On the thread {@code gatun-configuration}; control is only asked for what
 * concerns its tables.
 *
 * <pre>
 *  control --request--&gt; ConfigurationThread --&gt; ConfigurationDesk --&gt; RevisionStore (disk)
 *     ^                                              |
 *     +-------------- ControlTasks: plan, apply &lt;----+
 * </pre>
 */
package io.gatun.dataplane.lifecycle;
